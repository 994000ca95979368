use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use std::collections::HashMap;

rule!("department-variant", INFO, INFO, "internal consistency");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let notice = subject.notice;
    let mut first: HashMap<&str, Span> = HashMap::new();
    for assignment in notice.tasks.iter().flat_map(|t| &t.assignments) {
        first.entry(&assignment.department).or_insert(assignment.span);
    }
    for department in &notice.departments {
        for variant in &department.variants {
            let Some(&place) = first.get(variant.as_ref()) else { continue };
            let name = &department.name;
            let message = Said::new(format!("{variant} is called {name} elsewhere in the document"), format!("“{variant}”在文中又称“{name}”"));
            out.push(Fault::new(place, message, Said::new("use one name throughout", "全文统一使用一个名称")));
        }
    }
}
