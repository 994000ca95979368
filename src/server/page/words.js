// @ts-check
// What the page says, in two languages.

/** @type {"en" | "zh"} */
export const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/**
 * English that counts has its word for one behind a bar.
 * @type {Record<string, [string, string]>}
 */
const WORDS = {
  bytes: ["{0} bytes|{0} byte", "{0} 字节"],
  delete: ["Take out", "移除"],
  deleteOf: ["Take out {0}", "移除 {0}"],
  deleteSure: ["Take out “{0}”? Its data goes; the file itself is not on this server.", "移除“{0}”？数据将被删除；原文件不在本服务器。"],
  errors: ["{0} errors|{0} error", "错误 {0}"],
  failed: ["The server cannot be reached.", "无法连接服务器。"],
  infos: ["{0} hints|{0} hint", "提示 {0}"],
  kept: ["read: {0} tasks|read: {0} task", "已读取：任务 {0} 项"],
  knownAlready: ["is there already: {0} tasks|is there already: {0} task", "已有：任务 {0} 项"],
  lead: ["leads", "牵头"],
  responsible: ["responsible", "责任"],
  support: ["supports", "配合"],
  joint: ["jointly", "会同"],
  guide: ["guides", "指导"],
  supervise: ["supervises", "督办"],
  noNotices: ["No notice yet.", "还没有公文。"],
  noNoticesFound: ["No notice has these words.", "没有符合条件的公文。"],
  noTasks: ["No task fits.", "没有符合条件的任务。"],
  noTitle: ["(no title)", "（无标题）"],
  open: ["open", "查看"],
  reading: ["is being read", "正在读取"],
  sending: ["{0} % sent", "已发送 {0}%"],
  shown: ["{0} shown", "已显示 {0} 条"],
  shownMore: ["{0} shown, there are more", "已显示 {0} 条，还有更多"],
  tasks: ["{0} tasks|{0} task", "任务 {0} 项"],
  tooLarge: ["larger than {0} bytes|larger than {0} byte", "超过 {0} 字节"],
  waiting: ["waits", "等待中"],
  warnings: ["{0} warnings|{0} warning", "警告 {0}"],
};

/**
 * What is said under a name, with its places filled in.
 * @param {string} name
 * @param {...(string | number)} values
 */
export function say(name, ...values) {
  const [many = "", one = many] = (WORDS[name] ?? [name, name])[language === "zh" ? 1 : 0].split("|");
  return (values[0] === 1 ? one : many).replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)] ?? ""));
}
