//! The sheets of a ledger and their columns.

use crate::language::Language;

/// A column of a sheet.
pub struct Column {
    /// Heading in English.
    pub english: &'static str,
    /// Heading in 简体中文.
    pub chinese: &'static str,
    /// How wide it is shown, in digits of the ordinary font.
    pub width: u8,
    /// What fills it.
    pub fill: Fill,
}

/// What fills a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// What the notice says at one place.
    Fact,
    /// What is the same for the whole notice: its title and number.
    Notice,
    /// People, by hand.
    Hand,
}

impl Column {
    /// The heading in a language.
    pub fn heading(&self, language: Language) -> &'static str {
        language.either(self.english, self.chinese)
    }
}

const fn column(english: &'static str, chinese: &'static str, width: u8, fill: Fill) -> Column {
    Column { english, chinese, width, fill }
}

/// A sheet of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// A row a task.
    Tasks,
    /// A row a target.
    Targets,
    /// A row a deadline and task; deadlines in no task have a row too.
    Deadlines,
    /// A row a finding of `check`.
    Findings,
}

/// All sheets, in their order.
pub const SHEETS: [Sheet; 4] = [Sheet::Tasks, Sheet::Targets, Sheet::Deadlines, Sheet::Findings];

impl Sheet {
    /// Its name in a language.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Sheet::Tasks => language.either("Tasks", "任务台账"),
            Sheet::Targets => language.either("Targets", "量化目标"),
            Sheet::Deadlines => language.either("Deadlines", "完成时限"),
            Sheet::Findings => language.either("Findings", "检查结果"),
        }
    }

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        const NUMBER: Column = column("No.", "序号", 6, Fill::Fact);
        const TITLE: Column = column("Document", "文件标题", 24, Fill::Notice);
        const DOCUMENT_NUMBER: Column = column("Document number", "发文字号", 16, Fill::Notice);
        const LEAD: Column = column("Lead", "牵头单位", 18, Fill::Fact);
        const RESPONSIBLE: Column = column("Responsible", "责任单位", 24, Fill::Fact);
        const DEADLINE: Column = column("Deadline", "完成时限", 16, Fill::Fact);
        const DUE: Column = column("Due", "截止日期", 12, Fill::Fact);
        const SOURCE: Column = column("Source", "来源", 22, Fill::Fact);
        match self {
            Sheet::Tasks => {
                const {
                    &[
                        NUMBER,
                        TITLE,
                        DOCUMENT_NUMBER,
                        column("Section", "章节", 20, Fill::Fact),
                        column("Item", "原编号", 8, Fill::Fact),
                        column("Task", "重点任务", 60, Fill::Fact),
                        column("Targets", "量化目标", 28, Fill::Fact),
                        LEAD,
                        RESPONSIBLE,
                        column("Support", "配合单位", 24, Fill::Fact),
                        DEADLINE,
                        DUE,
                        column("Progress", "工作进展", 20, Fill::Hand),
                        column("Problems", "存在问题", 20, Fill::Hand),
                        column("Next steps", "下一步", 20, Fill::Hand),
                        column("Status", "完成状态", 10, Fill::Hand),
                        column("Remarks", "备注", 14, Fill::Hand),
                        SOURCE,
                    ]
                }
            }
            Sheet::Targets => {
                const {
                    &[
                        NUMBER,
                        TITLE,
                        DOCUMENT_NUMBER,
                        column("Indicator", "指标", 28, Fill::Fact),
                        column("Relation", "关系", 8, Fill::Fact),
                        column("Value", "目标值", 10, Fill::Fact),
                        column("Up to", "上限", 10, Fill::Fact),
                        column("Unit", "单位", 10, Fill::Fact),
                        column("Change", "变化", 10, Fill::Fact),
                        column("Baseline", "基期", 12, Fill::Fact),
                        DEADLINE,
                        column("Text", "原文", 40, Fill::Fact),
                        LEAD,
                        RESPONSIBLE,
                        SOURCE,
                    ]
                }
            }
            Sheet::Deadlines => {
                const {
                    &[
                        NUMBER,
                        TITLE,
                        DOCUMENT_NUMBER,
                        DEADLINE,
                        DUE,
                        column("Recurrence", "重复规则", 26, Fill::Fact),
                        column("Year inferred", "年份推定", 10, Fill::Fact),
                        column("What is due", "事项", 60, Fill::Fact),
                        LEAD,
                        RESPONSIBLE,
                        SOURCE,
                    ]
                }
            }
            Sheet::Findings => {
                const {
                    &[
                        column("Severity", "级别", 8, Fill::Fact),
                        column("Rule", "规则", 26, Fill::Fact),
                        column("Finding", "问题", 60, Fill::Fact),
                        column("Text", "原文", 40, Fill::Fact),
                        TITLE,
                        DOCUMENT_NUMBER,
                        SOURCE,
                    ]
                }
            }
        }
    }
}
