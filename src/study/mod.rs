//! The research design as written ([`Study`]), as compiled ([`Plan`]), and the run: [`count`] gives a
//! [`Partial`], [`report()`] gives the tables, [`publish()`] the result folder.

mod about;
mod again;
mod codes;
mod difference;
mod each;
mod keys;
mod pairs;
mod partial;
mod plan;
mod publish;
mod report;
mod run;
mod settings;
mod settle;
mod store;
pub mod suggest;
pub mod validate;
pub mod vectors;

pub use about::{
    EXAMPLE_CORPUS, FIXED_LIMITS, LEXICON_TEMPLATE, embedded_citations, result_citations, study_schema, study_template,
    tables_schema,
};
pub use again::{inputs_of, join, plan_for_term, plan_of};
pub use codes::{CODES, codes, faults, no_documents, reject_problem};
pub use difference::{Difference, diff};
pub use each::{Evidence, differences, each_document, evidence, sample, suggestions};
pub use keys::{KEYS, Key, Kind, find as find_key};
pub use partial::{Chunk, Counted, Lists, Partial, RawReject, Settled};
pub use plan::{Plan, load_lexicon};
pub use publish::{RunInfo, publish};
pub use report::{Report, report};
pub use run::{Input, RunError, Watch, count, hits_in, on_threads};
pub use settings::{SetBy, Setting, Study};
