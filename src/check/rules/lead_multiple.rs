use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::model::{Basis, Role};

rule!("lead-multiple", INFO, INFO, "internal consistency");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    // 列第一位的为牵头单位 settles it for the document.
    let leading = subject.findings.leading;
    if leading.first || leading.before_comma {
        return;
    }
    for clause in subject.findings.units.iter().flat_map(|u| &u.clauses).filter(|c| c.basis == Basis::Clause) {
        let mut leads = clause.named.iter().filter(|n| n.role == Role::Lead);
        let (Some(first), Some(last)) = (leads.next(), leads.next_back()) else { continue };
        let span = first.name.join(last.name);
        let count = clause.named.iter().filter(|n| n.role == Role::Lead).count();
        let message = Said::new(format!("{count} organs lead, and nothing says which is first"), format!("有 {count} 个单位牵头，未明确由谁总牵头"));
        out.push(Fault::new(span, message, Said::new("name one lead; the others support it", "明确一个牵头单位，其余写为配合单位")));
    }
}
