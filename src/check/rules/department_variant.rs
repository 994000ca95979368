use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("department-variant", INFO, INFO, "internal consistency");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let notice = subject.notice;
    for department in &notice.departments {
        for variant in &department.variants {
            let mut assignments = notice.tasks.iter().flat_map(|t| &t.assignments);
            let Some(first) = assignments.find(|a| a.department == *variant) else { continue };
            let name = &department.name;
            let message = Said::new(format!("{variant} is called {name} elsewhere in the document"), format!("“{variant}”在文中又称“{name}”"));
            out.push(Fault::new(first.span, message, Said::new("use one name throughout", "全文统一使用一个名称")));
        }
    }
}
