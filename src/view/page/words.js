// @ts-check
// The tool's words in both languages.
import { data } from './data.js';

/** 简体中文 and English. @type {Record<string, [string, string]>} */
const WORDS = {
  'document': ['公文', 'Document'],
  'sides': ['显示', 'Shown'],
  'review': ['核对', 'Review'],
  'tasks': ['任务', 'Tasks'],
  'departments': ['部门', 'Departments'],
  'deadlines': ['时限', 'Deadlines'],
  'findings': ['问题', 'Findings'],
  'other language': ['English', '中文'],
  'switch language': ['Switch to English', '切换为中文'],
  'theme': ['外观', 'Theme'],
  'theme auto': ['随系统', 'Auto'],
  'theme light': ['浅色', 'Light'],
  'theme dark': ['深色', 'Dark'],
  'print': ['打印', 'Print'],
  'print ledger': ['打印任务台账', 'Print the ledger of tasks'],
  'with document': ['同时打印公文全文', 'Print the document too'],
  'help': ['快捷键', 'Keys'],
  'corrections': ['校正', 'Corrections'],
  'export': ['导出校正文件', 'Export corrections'],
  'import': ['导入校正文件…', 'Import corrections…'],
  'clear all': ['全部撤销', 'Undo all'],
  'accepted': ['确认', 'Accepted'],
  'rejected': ['剔除', 'Rejected'],
  'corrected': ['更正', 'Corrected'],
  'accept': ['确认', 'Accept'],
  'reject': ['剔除', 'Reject'],
  'correct': ['更正', 'Correct'],
  'undo': ['撤销', 'Undo'],
  'save': ['保存', 'Save'],
  'cancel': ['取消', 'Cancel'],
  'close': ['关闭', 'Close'],
  'not kept': ['浏览器不允许保存，关闭页面后校正将丢失，请及时导出。', 'The browser refuses storage: export your corrections, or they are lost with this page.'],
  'nothing decided': ['尚无校正', 'Nothing decided yet'],
  'import none': ['未导入：', 'Not imported: '],
  'import took': ['已导入 # 条', '# imported'],
  'import refused': ['以下 # 条未采用', '# not taken'],
  'not corrections': ['不是校正文件', 'This is no file of corrections'],
  'other source': ['该文件对应另一份公文', 'The file belongs to another document'],
  'no such value': ['公文中没有这个值', 'The document has no such value'],
  'bad shape': ['格式不符', 'Not of the expected shape'],
  'several values': ['此处有多个同类内容，且编号均不相符', 'Several values stand there, and none has this id'],
  'same value': ['前面已有一条针对同一内容', 'One before it is for the same value'],
  'other version': ['校正文件版本应为 1.0，实为 #', 'Corrections of version 1.0 are expected, not #'],
  'unknown name': ['不认识的字段 #', 'Nothing here is called #'],
  'bad choice': ['#：不能是 ##', '#: ## is none of its values'],
  'field with metadata': ['field 应且只应与 metadata 同用', 'A field is expected with metadata, and only there'],
  'set with correct': ['set 应且只应与 correct 同用', 'A set is expected with correct, and only there'],
  'empty set': ['set 不应为空', 'Nothing is set'],
  'not settable': ['这类内容不能设 #', 'This kind of value has no #'],
  'bad place': ['位置有误', 'The place is none'],
  'place reversed': ['位置有误：终点 ## 在起点 # 之前', 'The place is none: ## is before #'],
  'place behind': ['位置超出原文末尾 #', 'The place is behind the end of the text, #'],
  'place empty': ['所选位置没有文字', 'The place covers nothing'],
  'several cells': ['所选文字跨越多个单元格，请只选一个单元格内的文字', 'The text reaches over several cells: select text inside one'],
  'several paragraphs': ['所选文字跨越多个段落，请只选一个段落内的文字', 'The text reaches over several paragraphs: select text inside one'],
  'range needs high': ['区间还须有上限', 'A range needs an upper end'],
  'high without range': ['只有区间才有上限', 'Only a range has an upper end'],
  'high below': ['上限 # 小于 ##', 'The upper end # is less than ##'],
  'not in text': ['“##”中没有“#”', '“#” does not stand in “##”'],
  'task rejected': ['其任务已剔除', 'Its task is rejected'],
  'filter': ['筛选', 'Filter'],
  'filter text': ['搜索任务、部门', 'Search tasks and departments'],
  'filter organ': ['部门', 'Department'],
  'filter role': ['职责', 'Role'],
  'any role': ['全部职责', 'Any role'],
  'filter from': ['时限自', 'Due from'],
  'filter to': ['至', 'to'],
  'filter undated': ['无时限', 'No deadline'],
  'filter rule': ['问题', 'Finding'],
  'any rule': ['不限问题', 'Any finding'],
  'clear': ['清除', 'Clear'],
  'shown': ['共 # 项', '# shown'],
  'shown of': ['# / ## 项', '# of ## shown'],
  'nothing shown': ['没有符合条件的任务', 'No task fits the filter'],
  'no tasks': ['公文中没有找到明确责任单位的任务', 'No task with an organ in charge was found in the document'],
  'no findings': ['未发现问题', 'Nothing was found'],
  'no deadlines': ['没有时限', 'No deadlines'],
  'ordinal': ['序号', 'No.'],
  'task': ['任务', 'Task'],
  'targets': ['目标', 'Targets'],
  'deadline': ['时限', 'Deadline'],
  'recurring': ['定期', 'Recurring'],
  'without date': ['未写明时限', 'Without a deadline'],
  'undated deadline': ['未定日期', 'Without a calendar date'],
  'outside tasks': ['任务之外', 'Outside the tasks'],
  'total': ['合计', 'Total'],
  'show all': ['显示全部 # 个部门', 'Show all # departments'],
  'leads': ['牵头', 'leads'],
  'line': ['第 # 行', 'line #'],
  'manual': ['规则说明', 'About this rule'],
  'lead': ['牵头', 'Lead'],
  'responsible': ['责任', 'Responsible'],
  'support': ['配合', 'Support'],
  'joint': ['会同', 'Joint'],
  'guide': ['指导', 'Guide'],
  'supervise': ['督办', 'Supervise'],
  'short lead': ['牵', 'L'],
  'short responsible': ['责', 'R'],
  'short support': ['配', 'S'],
  'short joint': ['会', 'J'],
  'short guide': ['指', 'G'],
  'short supervise': ['督', 'V'],
  'kind task': ['任务', 'Task'],
  'kind assignment': ['责任单位', 'Organ'],
  'kind target': ['目标', 'Target'],
  'kind date': ['日期', 'Date'],
  'kind reference': ['引用文件', 'Reference'],
  'kind contact': ['联系方式', 'Contact'],
  'kind metadata': ['公文要素', 'Element'],
  'kind finding': ['问题', 'Finding'],
  'letter organ': ['责', 'O'],
  'letter target': ['标', 'T'],
  'letter date': ['时', 'D'],
  'letter reference': ['引', 'R'],
  'letter contact': ['联', 'C'],
  'letter metadata': ['素', 'E'],
  'letter finding': ['问', 'F'],
  'legend': ['标记图例，按下可隐藏', 'Marks; press to hide'],
  'role': ['职责', 'Role'],
  'canonical': ['规范名称', 'Full name'],
  'as written': ['原文', 'As written'],
  'department': ['文中名称', 'As written'],
  'basis': ['依据', 'Stated by'],
  'clause': ['括注', 'clause'],
  'label': ['标签', 'label'],
  'table': ['表格', 'table'],
  'collective': ['泛指', 'A group'],
  'indicator': ['指标', 'Indicator'],
  'comparator': ['比较', 'Comparator'],
  'eq': ['达到', 'equal to'],
  'ge': ['不低于', 'at least'],
  'gt': ['超过', 'more than'],
  'le': ['不超过', 'at most'],
  'lt': ['低于', 'less than'],
  'approx': ['约', 'about'],
  'range': ['区间', 'range'],
  'value': ['数值', 'Value'],
  'value_high': ['上限', 'Upper end'],
  'unit': ['单位', 'Unit'],
  'change': ['变化', 'Change'],
  'level': ['水平', 'level'],
  'increase': ['增加', 'increase'],
  'decrease': ['减少', 'decrease'],
  'by date': ['完成时间', 'Due'],
  'baseline': ['基期', 'Baseline'],
  'edtf': ['EDTF', 'EDTF'],
  'earliest': ['最早', 'First day'],
  'latest': ['最晚', 'Last day'],
  'relation': ['关系', 'Relation'],
  'on': ['当日', 'on'],
  'by': ['之前', 'by'],
  'from': ['起', 'from'],
  'during': ['期间', 'during'],
  'after': ['之后', 'after'],
  'recurrence': ['周期', 'Recurrence'],
  'inferred': ['年份系推定', 'The year is inferred'],
  'yes': ['是', 'yes'],
  'no': ['否', 'no'],
  'title': ['标题', 'Title'],
  'number': ['文号', 'Number'],
  'alias': ['简称，指', 'Short for'],
  'section': ['所在章节', 'Section'],
  'field': ['要素', 'Element'],
  'names': ['姓名', 'Names'],
  'phones': ['电话', 'Phones'],
  'emails': ['邮箱', 'E-mail'],
  'organization': ['单位', 'Organisation'],
  'severity error': ['错误', 'Error'],
  'severity warning': ['提醒', 'Warning'],
  'severity info': ['提示', 'Note'],
  'field title': ['标题', 'Title'],
  'field kind': ['文种', 'Kind of document'],
  'field document_number': ['发文字号', 'Document number'],
  'field issuers': ['发文机关', 'Issuer'],
  'field recipients': ['主送机关', 'Recipient'],
  'field issued_on': ['成文日期', 'Date of issue'],
  'field signatories': ['签发人', 'Signatory'],
  'field copied_to': ['抄送机关', 'Copied to'],
  'field printed_by': ['印发机关', 'Printed by'],
  'field printed_on': ['印发日期', 'Print date'],
  'field classification': ['密级', 'Classification'],
  'field urgency': ['紧急程度', 'Urgency'],
  'field copy_number': ['份号', 'Copy number'],
  'field disclosure': ['附注', 'Disclosure'],
  'field contacts': ['联系人', 'Contact'],
  'field index_number': ['索引号', 'Index number'],
  'field topic': ['主题分类', 'Topic'],
  'field published_on': ['发布日期', 'Published on'],
  'new place': ['改为', 'Moved to'],
  'place': ['位置', 'Place'],
  'take selection': ['以选中的文字为准', 'Take the selected text'],
  'select first': ['请先在公文中选中文字', 'Select text in the document first'],
  'unchanged': ['没有改动', 'Nothing was changed'],
  'bad date': ['日期格式应为 2026-06-30', 'A date is written 2026-06-30'],
  'bad order': ['最早日期 # 晚于最晚日期 ##', 'The first day # is after the last ##'],
  'bad decimal': ['应为数字，如 84.5', 'A decimal such as 84.5'],
  'not correctable': ['这类内容只能确认或剔除', 'This kind of value can be accepted or rejected'],
  'split': ['调整左右宽度', 'Width of the document'],
  'more': ['查看详情', 'Details'],
  'selected': ['已选中', 'Selected'],
  'undone': ['已撤销', 'Undone'],
  'key move': ['下一项、上一项', 'Next, previous'],
  'key jump': ['在公文与右栏间跳转', 'Jump between the document and the list'],
  'key cycle': ['公文中同一处的下一个值', 'Next value at the same place in the document'],
  'key filter': ['筛选', 'Go to the filter'],
  'key tabs': ['切换栏目', 'Choose a tab'],
  'key close': ['关闭、取消选中', 'Close, clear'],
  'key help': ['本说明', 'This help'],
  'in document': ['在公文中查看', 'Show in the document'],
  'counts': ['数量', 'Counts'],
};

/** @type {import('./types').Language} */
let language = data.language;

/** @type {(() => void)[]} */
const retellers = [];

/** The language that the tool speaks. */
export function spoken() {
  return language;
}

/** A word of the tool, with # and ## replaced. @param {string} key @param {...(string | number)} given */
export function say(key, ...given) {
  const word = WORDS[key]?.[language === 'zh' ? 0 : 1] ?? key;
  return word.replace(/##?/g, (mark) => String(given[mark.length - 1] ?? ''));
}

/** Why something is refused, in words. @param {import('./types').Reason} why */
export function reason([word, ...given]) {
  return say(word, ...given);
}

/** Whether the tool has a word. @param {string} key */
export function hasWord(key) {
  return key in WORDS;
}

/** Of two, that in the tool's language. @template T @param {import('./types').Both<T>} both */
export function either(both) {
  return both[language];
}

/** Calls a function now and whenever the language changes. @param {() => void} tell */
export function told(tell) {
  retellers.push(tell);
  tell();
}

/** @param {import('./types').Language} chosen */
export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  for (const tell of retellers) tell();
}
