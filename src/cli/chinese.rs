//! Help in 简体中文.

use clap::Command;

/// Commands and their arguments; the first row of each is the command's own.
const HELP: &[(&str, &[(&str, &str)])] = &[
    ("", &[("", "把中国公文转为数据"), ("lang", "提示语言：en 或 zh；不指定时随系统区域设置")]),
    (
        "parse",
        &[
            ("", "读取公文，输出结构化数据"),
            ("files", "要读取的文件（文本、HTML、DOCX、PDF、OFD、DOC、WPS、XLSX、XLS）；- 表示标准输入"),
            ("to", "输出格式"),
            ("pretty", "输出不是终端时也缩进 JSON 和 XML"),
            ("output", "写入文件：要么完整写入，要么不写"),
            ("encoding", "文本和网页按此编码读取，不自动识别（utf-8、gb18030、gbk、big5、utf-16le 等）"),
            ("issued_on", "正文无成文日期时，以此日期（YYYY-MM-DD）推定未写年份的时限"),
            ("strict", "有不属于该编码的字节，或有读不出文字的页面时报错"),
            ("no_contacts", "不输出联系人"),
            ("corrections", "套用在 view 页面中作出的判断，并指出不再相符的；只能有一个文件"),
            ("lexicon", "补充机关词典：每行为全称、制表符、以 | 分隔的其他名称"),
        ],
    ),
    (
        "view",
        &[
            ("", "生成网页，供在浏览器中对照原文阅读和核对任务；无需联网"),
            ("file", "要读取的文件（文本、HTML、DOCX、PDF、OFD、DOC、WPS、XLSX、XLS）；- 表示标准输入"),
            ("output", "写入文件：要么完整写入，要么不写"),
            ("corrections", "页面打开时已有的判断"),
            ("config", "检查使用此设置文件，不找最近的 gongwen.toml"),
            ("encoding", "文本和网页按此编码读取，不自动识别"),
            ("issued_on", "正文无成文日期时，以此日期（YYYY-MM-DD）推定未写年份的时限"),
            ("strict", "有不属于该编码的字节，或有读不出文字的页面时报错"),
            ("lexicon", "补充机关词典：每行为全称、制表符、以 | 分隔的其他名称"),
        ],
    ),
    (
        "batch",
        &[
            ("", "并行读取大量公文，写入目录或一个文件；中断后再次运行即接着做"),
            ("inputs", "文件、目录（读取其中的 .txt .md .html .docx .pdf .ofd .doc .wps .xlsx 等文件）或 'in/**/*.pdf' 之类的模式"),
            ("files_from", "从文件读取更多文件名，每行一个或以 NUL 分隔；- 表示标准输入"),
            ("include", "目录中只读取符合模式的文件，不论扩展名"),
            ("exclude", "目录中略过符合模式的文件"),
            ("out", "每份公文在此目录中写一个文件"),
            ("ndjson", "全部公文写入此文件，每行一份；以 .gz 或 .zst 结尾则压缩"),
            ("to", "--out 所写文件的格式"),
            ("pretty", "--out 所写文件带缩进"),
            ("base", "输出文件名相对于此目录；不指定时为包含全部输入的最深目录"),
            ("failures", "失败清单写入何处；不指定时为 --out 目录中的 failures.ndjson，或 --ndjson 文件旁的 NAME.failures.ndjson"),
            ("check", "同时检查，把发现写在旁边"),
            ("config", "检查使用此设置文件，不找最近的 gongwen.toml"),
            ("force", "全部重新读取，未变的也不例外"),
            ("no_contacts", "不输出联系人"),
            ("jobs", "同时读取的文件数；不指定时为处理器核数"),
            ("max_bytes", "超过此大小的文件算失败：字节数，或带 K、M、G"),
            ("max_seconds", "读取超过此秒数的文件算失败"),
            ("encoding", "文本和网页按此编码读取，不自动识别"),
            ("issued_on", "正文无成文日期时，以此日期（YYYY-MM-DD）推定未写年份的时限"),
            ("strict", "有不属于该编码的字节，或有读不出文字的页面时报错"),
            ("lexicon", "补充机关词典：每行为全称、制表符、以 | 分隔的其他名称"),
        ],
    ),
    (
        "check",
        &[
            ("", "检查公文是否规范，并可改正确定的错误"),
            ("files", "文件，或目录（检查其中的 .txt .md .html .docx .pdf .ofd .doc .wps .xlsx 等文件）；- 表示标准输入"),
            ("format", "报告格式"),
            ("profile", "按已印发的公文检查，或按草稿检查（GB/T 9704-2012 要求的要素都查）"),
            ("allow", "关闭某条规则"),
            ("warn", "把某条规则列为警告"),
            ("deny", "把某条规则列为错误"),
            ("fail_on", "达到此级别时以 1 退出"),
            ("fix", "就地改正确定的错误；写明规则时改该规则所提的，如 --fix=width-mixed"),
            ("diff", "显示 --fix 会改什么；不加 --fix 时不写文件"),
            ("config", "使用此设置文件，不找最近的 gongwen.toml"),
            ("encoding", "文本和网页按此编码读取，不自动识别"),
            ("issued_on", "正文无成文日期时，以此日期（YYYY-MM-DD）推定未写年份的时限"),
            ("strict", "有不属于该编码的字节，或有读不出文字的页面时报错"),
            ("lexicon", "补充机关词典：每行为全称、制表符、以 | 分隔的其他名称"),
        ],
    ),
    (
        "export",
        &[
            ("", "生成督查台账：任务、责任单位和完成时限"),
            (
                "inputs",
                "文件、目录（读取其中的 .txt .md .html .docx .pdf .ofd .doc .wps .xlsx 等文件）或 'in/**/*.pdf' 之类的模式；- 表示标准输入",
            ),
            ("files_from", "从文件读取更多文件名，每行一个或以 NUL 分隔；- 表示标准输入"),
            ("include", "目录中只读取符合模式的文件，不论扩展名"),
            ("exclude", "目录中略过符合模式的文件"),
            ("db", "改取数据库中的公文：sqlite:文件 或 postgres://用户@主机/库名；检查结果为已载入的"),
            ("to", "台账格式"),
            ("output", "写入文件：要么完整写入，要么不写"),
            ("encoding", "文本和网页按此编码读取，不自动识别"),
            ("issued_on", "正文无成文日期时，以此日期（YYYY-MM-DD）推定未写年份的时限"),
            ("strict", "有不属于该编码的字节，或有读不出文字的页面时报错"),
            ("lexicon", "补充机关词典：每行为全称、制表符、以 | 分隔的其他名称"),
        ],
    ),
    (
        "load",
        &[
            ("", "把公文载入数据库：SQLite 或 PostgreSQL"),
            ("inputs", "文件、目录（载入其中的 .txt .md .html .docx .pdf .ofd .doc .wps .xlsx 等文件）或 'in/**/*.pdf' 之类的模式"),
            ("files_from", "从文件读取更多文件名，每行一个或以 NUL 分隔；- 表示标准输入"),
            ("include", "目录中只读取符合模式的文件，不论扩展名"),
            ("exclude", "目录中略过符合模式的文件"),
            ("config", "按此设置文件检查，并载入检查结果"),
            ("failures", "失败清单写入何处"),
            ("jobs", "同时读取的文件数；不指定时为处理器核数"),
            ("max_bytes", "超过此大小的文件算失败：字节数，或带 K、M、G"),
            ("max_seconds", "读取超过此秒数的文件算失败"),
            ("db", "数据库：sqlite:文件 或 postgres://用户@主机/库名；密码取自 PGPASSWORD 或 ~/.pgpass"),
            ("check", "同时载入 check 的检查结果"),
            ("base", "以此目录下的相对路径标识文件，不用完整路径"),
            ("encoding", "文本和网页按此编码读取，不自动识别"),
            ("issued_on", "正文无成文日期时，以此日期（YYYY-MM-DD）推定未写年份的时限"),
            ("strict", "有不属于该编码的字节，或有读不出文字的页面时报错"),
            ("lexicon", "补充机关词典：每行为全称、制表符、以 | 分隔的其他名称"),
        ],
    ),
    (
        "search",
        &[
            ("", "在数据库中按词检索任务"),
            ("words", "要检索的词：须全部出现在任务、所属章节、部门或公文标题中"),
            ("db", "数据库：sqlite:文件 或 postgres://用户@主机/库名；密码取自 PGPASSWORD 或 ~/.pgpass"),
            ("limit", "至多显示多少项任务"),
            ("json", "输出 JSON，每行一项任务"),
        ],
    ),
    #[cfg(feature = "server")]
    (
        "serve",
        &[
            ("", "在封闭网络中向浏览器和程序展示公文，并接收文件"),
            ("inputs", "先载入的文件、目录（载入其中的 .txt .md .html .docx .pdf .ofd .doc .wps .xlsx 等文件）或 'in/**/*.pdf' 之类的模式"),
            ("files_from", "从文件读取更多文件名，每行一个或以 NUL 分隔；- 表示标准输入"),
            ("include", "目录中只读取符合模式的文件，不论扩展名"),
            ("exclude", "目录中略过符合模式的文件"),
            ("db", "展示并载入此数据库：sqlite:文件 或 postgres://用户@主机/库名；密码取自 PGPASSWORD 或 ~/.pgpass"),
            ("data", "公文存放在此目录，没有则新建；不指定时用临时目录，结束时删除"),
            ("listen", "监听地址；端口 0 表示任一空闲端口。不限于本机时须设令牌"),
            ("host_name", "访问本机所用的其他名称，可多次指定"),
            ("token_file", "要求出示此文件中的令牌；也可用环境变量 GONGWEN_TOKEN"),
            ("read_only", "只展示，不接收也不移除"),
            ("config", "按此设置文件检查"),
            ("log", "每个请求在标准错误输出一行：方法、路径、状态、毫秒"),
            ("jobs", "同时读取的文件数；不指定时为处理器核数"),
            ("max_bytes", "超过此大小的文件不收：字节数，或带 K、M、G"),
            ("max_seconds", "超过此秒数未答复则放弃"),
            ("encoding", "文本和网页按此编码读取，不自动识别"),
            ("issued_on", "正文无成文日期时，以此日期（YYYY-MM-DD）推定未写年份的时限"),
            ("strict", "有不属于该编码的字节，或有读不出文字的页面时报错"),
            ("lexicon", "补充机关词典：每行为全称、制表符、以 | 分隔的其他名称"),
        ],
    ),
    ("rules", &[("", "列出检查规则"), ("manual", "把全部规则说明输出为一页")]),
    ("explain", &[("", "输出某条规则的说明"), ("rule", "规则名")]),
    (
        "text",
        &[
            ("", "输出解码或提取出的原文（位置以它计数）"),
            ("file", "要读取的文件；- 表示标准输入"),
            ("encoding", "文本和网页按此编码读取，不自动识别"),
            ("strict", "有不属于该编码的字节，或有读不出文字的页面时报错"),
        ],
    ),
    (
        "schema",
        &[
            ("", "输出结果的模式定义"),
            (
                "kind",
                "模式语言：json 即 JSON Schema 2020-12，xml 即 XML Schema 1.0，sql 即 load 所用的数据表，corrections 即更正文件的 JSON Schema",
            ),
            ("dialect", "SQL 方言"),
        ],
    ),
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
