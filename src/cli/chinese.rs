//! Help in 简体中文.

use clap::Command;

/// Commands and their arguments; the first row of each is the command's own.
const HELP: &[(&str, &[(&str, &str)])] = &[
    ("", &[("", "把中国公文转为数据"), ("lang", "提示语言：en 或 zh；不指定时随系统区域设置")]),
    (
        "parse",
        &[
            ("", "读取公文，输出结构化数据"),
            ("files", "要读取的文本文件；- 表示标准输入"),
            ("to", "输出格式"),
            ("pretty", "输出不是终端时也缩进 JSON 和 XML"),
            ("output", "写入文件：要么完整写入，要么不写"),
            ("encoding", "按此编码读取，不自动识别（utf-8、gb18030、gbk、big5、utf-16le 等）"),
            ("issued_on", "正文无成文日期时，以此日期（YYYY-MM-DD）推定未写年份的时限"),
            ("strict", "有不属于该编码的字节时报错"),
            ("no_contacts", "不输出联系人"),
            ("lexicon", "补充机关词典：每行为全称、制表符、以 | 分隔的其他名称"),
        ],
    ),
    (
        "text",
        &[
            ("", "输出解码后的原文（位置以它计数）"),
            ("file", "要读取的文本文件；- 表示标准输入"),
            ("encoding", "按此编码读取，不自动识别"),
            ("strict", "有不属于该编码的字节时报错"),
        ],
    ),
    ("schema", &[("", "输出结果的模式定义"), ("kind", "模式语言：json 即 JSON Schema 2020-12，xml 即 XML Schema 1.0")]),
    ("completions", &[("", "输出命令行补全脚本"), ("shell", "命令行外壳")]),
];

/// The command with its help in Chinese.
pub fn translate(mut command: Command) -> Command {
    for (name, rows) in HELP {
        let apply = |mut command: Command| {
            for (arg, help) in *rows {
                command = match *arg {
                    "" => command.about(*help),
                    arg => command.mut_arg(arg, |a| a.help(*help)),
                };
            }
            command
        };
        command = if name.is_empty() { apply(command) } else { command.mut_subcommand(name, apply) };
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Cli;
    use clap::CommandFactory;

    #[test]
    fn every_argument_has_chinese_help() {
        let command = translate(Cli::command());
        let mut all = vec![&command];
        all.extend(command.get_subcommands());
        for command in all {
            for arg in command.get_arguments().filter(|a| !["help", "version", "lang"].contains(&a.get_id().as_str())) {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.chars().any(|c| ('一'..='龥').contains(&c)), "{} {}", command.get_name(), arg.get_id());
            }
        }
    }
}
