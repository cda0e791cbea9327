# Reads the tables of a framescope result folder, typed by its datapackage.json.
#
#   source("notebooks/load_framescope.R")
#   out <- load_framescope("out")              # every table, a named list of tibbles
#   axes <- load_framescope("out", "axes")     # one table
#
# Only an empty cell is missing: an outlet may be called NA. Whole numbers are doubles with whole values
# (R's integers end at 2,147,483,647), days are Dates, yes and no are logical. Needs readr and jsonlite.

load_framescope <- function(folder, table = NULL) {
  package <- jsonlite::read_json(file.path(folder, "datapackage.json"))
  resources <- stats::setNames(package$resources, vapply(package$resources, function(r) r$name, ""))
  if (is.null(table)) return(lapply(resources, read_framescope_table, folder = folder))
  if (!table %in% names(resources)) {
    near <- names(resources)[which.min(utils::adist(table, names(resources)))]
    stop("no table ", table, " in ", folder, "; did you mean ", near, "?")
  }
  read_framescope_table(resources[[table]], folder)
}

read_framescope_table <- function(resource, folder) {
  fields <- resource$schema$fields
  # The columns of a matrix are outlets: their types go by place, whatever their names are.
  letter <- c(string = "c", integer = "d", number = "d", date = "D", boolean = "l")
  types <- paste(letter[vapply(fields, function(f) f$type, "")], collapse = "")
  delimiter <- resource$dialect$delimiter
  read <- readr::read_delim(
    file.path(folder, resource$path),
    delim = delimiter, quote = "\"", escape_double = TRUE, na = "",
    trim_ws = FALSE, col_types = types, name_repair = "minimal", progress = FALSE, lazy = FALSE,
    locale = readr::locale(encoding = "UTF-8", decimal_mark = if (delimiter == ";") "," else ".", grouping_mark = "")
  )
  names(read) <- unguard(vapply(fields, function(f) f$name, ""))
  text <- vapply(fields, function(f) f$type == "string", NA)
  read[text] <- lapply(read[text], unguard)
  read
}

# In CSV a text that a spreadsheet could run as a formula begins with one apostrophe more; this takes it away.
unguard <- function(text) {
  unseen <- "[\\p{Z}\\p{C}\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{3164}\\x{fe00}-\\x{fe0f}\\x{ffa0}]*"
  guarded <- paste0("(*UTF8)^'(?='*([\\t\\r\\n]|", unseen, "[=+\\-@\\x{ff1d}\\x{ff0b}\\x{ff0d}\\x{ff20}]))")
  sub(guarded, "", text, perl = TRUE)
}
