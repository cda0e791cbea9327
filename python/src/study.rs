//! A study as plain data: from a TOML file, from a dict, from keyword arguments.

use crate::fault::raised;
use framescope::corpus::Problem;
use framescope::study::{self, KEYS, Kind, Setting};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyList, PyString};
use std::path::PathBuf;

/// The design of a study: plain data, checked as it is set.
#[pyclass(frozen, eq, module = "framescope")]
#[derive(PartialEq)]
pub(crate) struct Study {
    pub(crate) inner: study::Study,
}

#[pymethods]
impl Study {
    #[new]
    #[pyo3(signature = (base = None, /, **keys))]
    fn new(base: Option<&Bound<'_, PyAny>>, keys: Option<&Bound<'_, PyDict>>) -> PyResult<Study> {
        let mut inner = study::Study::default();
        match base {
            None => {}
            Some(base) => {
                if let Ok(other) = base.cast::<Study>() {
                    inner = other.get().inner.clone();
                } else if let Ok(sections) = base.cast::<PyDict>() {
                    set_sections(&mut inner, sections)?;
                } else {
                    inner = from_file(base.py(), base.extract()?)?;
                }
            }
        }
        if let Some(keys) = keys {
            set_all(&mut inner, keys, "")?;
        }
        Ok(Study { inner })
    }

    /// The study as the text of a `framescope.toml`; with `origins`, each value says who set it.
    #[pyo3(signature = (*, origins = false))]
    fn to_toml(&self, origins: bool) -> String {
        self.inner.to_toml(origins)
    }

    /// The study as a dict of sections, which `Study` takes back.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let sections = PyDict::new(py);
        for (key, (value, _)) in KEYS.iter().filter_map(|k| Some((k, self.inner.get(k.name)?))) {
            let (section, name) = key.name.split_once('.').unwrap_or(("", key.name));
            let section = match sections.get_item(section)? {
                Some(present) => present.cast_into::<PyDict>()?,
                None => {
                    let new = PyDict::new(py);
                    sections.set_item(section, &new)?;
                    new
                }
            };
            section.set_item(name, to_python(py, value)?)?;
        }
        Ok(sections)
    }

    fn __repr__(&self) -> String {
        let set = KEYS.iter().filter_map(|k| Some((k, self.inner.get(k.name)?)));
        let moved = set.filter(|(_, (_, by))| *by != study::SetBy::Default).map(|(k, _)| k.name).collect::<Vec<_>>();
        format!("<framescope.Study: {}>", if moved.is_empty() { "all defaults".to_owned() } else { moved.join(", ") })
    }
}

fn from_file(py: Python<'_>, file: PathBuf) -> PyResult<study::Study> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(&file).map_err(|e| {
        let problem = Problem::error("no-study", format!("cannot read the study: {e}")).at(&name, 0);
        raised(py, &[problem.remedy("Check the path of the study file.")])
    })?;
    study::Study::from_toml(&name, &text).map_err(|problems| raised(py, &problems))
}

/// `{"terms": {"min_count": 3}}`, or `{"terms.min_count": 3}`, or arguments' names.
fn set_sections(study: &mut study::Study, sections: &Bound<'_, PyDict>) -> PyResult<()> {
    for (name, value) in sections {
        let name: String = name.extract()?;
        let is_setting = KEYS.iter().any(|k| k.name == name || k.argument() == name);
        match value.cast::<PyDict>() {
            Ok(settings) if !is_setting => set_all(study, settings, &format!("{name}."))?,
            _ if name == "version" => {}
            _ => set_one(study, &name, &value)?,
        }
    }
    Ok(())
}

fn set_all(study: &mut study::Study, settings: &Bound<'_, PyDict>, section: &str) -> PyResult<()> {
    settings.iter().try_for_each(|(name, value)| set_one(study, &format!("{section}{}", name.extract::<String>()?), &value))
}

/// `None` leaves a setting as it is.
fn set_one(study: &mut study::Study, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    if value.is_none() {
        return Ok(());
    }
    let setting = from_python(value).map_err(|_| PyTypeError::new_err(format!("{name} cannot be {}", value)))?;
    study.set(name, setting).map_err(|problem| raised(value.py(), &[problem]))
}

fn from_python(value: &Bound<'_, PyAny>) -> PyResult<Setting> {
    let text = |v: Bound<'_, PyAny>| -> PyResult<String> {
        v.extract::<String>().or_else(|_| Ok(v.extract::<PathBuf>()?.display().to_string()))
    };
    if value.is_instance_of::<PyBool>() {
        value.extract().map(Setting::Flag)
    } else if let Ok(n) = value.extract::<i64>() {
        Ok(Setting::Integer(n))
    } else if let Ok(x) = value.extract::<f64>() {
        Ok(Setting::Number(x))
    } else if let Ok(map) = value.cast::<PyDict>() {
        map.extract().map(Setting::Map)
    } else if value.is_instance_of::<PyString>() || value.hasattr("__fspath__")? {
        text(value.clone()).map(Setting::Text)
    } else {
        value.try_iter()?.map(|v| text(v?)).collect::<PyResult<_>>().map(Setting::List)
    }
}

fn to_python<'py>(py: Python<'py>, value: &Setting) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Setting::Integer(n) => n.into_bound_py_any(py),
        Setting::Number(x) => x.into_bound_py_any(py),
        Setting::Text(s) => s.into_bound_py_any(py),
        Setting::List(l) => PyList::new(py, l)?.into_bound_py_any(py),
        Setting::Flag(b) => b.into_bound_py_any(py),
        Setting::Map(m) => m.clone().into_bound_py_any(py),
    }
}

/// Every setting: argument, key in the study file, Python type, default as in TOML, help.
#[pyfunction]
pub(crate) fn settings() -> Vec<(String, &'static str, &'static str, &'static str, &'static str)> {
    let kind = |key: &study::Key| match key.kind {
        Kind::Integer(..) => "int",
        Kind::Number(..) => "float",
        Kind::Choice(_) => "str",
        Kind::Text if key.value.starts_with("N|") => "str | int",
        Kind::Text => "str",
        Kind::List | Kind::Voices => "str | Sequence[str]",
        Kind::Flag => "bool",
        Kind::Map => "Mapping[str, str]",
    };
    KEYS.iter().map(|k| (k.argument(), k.name, kind(k), k.default, k.help)).collect()
}
