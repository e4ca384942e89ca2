# Reads lines of
#     GROUP CASE SERVER ROUND OPERATIONS MB P50 P99 LOAD SERVER [KIB]
# (tabs between; a second, a second, µs, µs, µs of processor time an operation twice, a connection; a case is
# MODE:CONNECTIONS:SIZE) and writes, for each group, the ratios and then all figures, in Markdown. A figure is the median
# of the rounds. A ratio is the median of the ratios in each round, as what was measured side by side was measured in the
# same weather. By the clock it compares operations a second, by processor time operations for each second that load and
# server together spent.
BEGIN { FS = "\t" }

$4 == 0 { next } # the warm-up

{
  if (!case_count[$1]) groups[++group_count] = $1
  if (!(($1, $2) in known)) cases[$1, ++case_count[$1]] = $2
  if (!($3 in known)) servers[++server_count] = $3
  known[$1, $2]; known[$3]
  if (NF > 10) memory[$1]
  if ($4 > rounds) rounds = $4
  for (i = 5; i <= NF; i++) figure[$1, $2, $3, $4, i] = $i
}

# Sorts the n first of v in place.
function sort(v, n,   i, j, x) {
  for (i = 2; i <= n; i++) {
    x = v[i]
    for (j = i - 1; j > 0 && v[j] > x; j--) v[j + 1] = v[j]
    v[j + 1] = x
  }
}

function median(v, n) {
  return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}

# The median of a column, with its spread if asked; a dash when nothing was measured.
function middle(g, c, s, column, format, spread,   v, n, r) {
  for (r = 1; r <= rounds; r++)
    if (figure[g, c, s, r, column] ~ /[0-9]/) v[++n] = figure[g, c, s, r, column] + 0
  if (!n) return "–"
  sort(v, n)
  if (!spread) return sprintf(format, median(v, n))
  return sprintf(format " (" format "–" format ")", median(v, n), v[1], v[n])
}

function speed(g, c, s, r, by_processor) {
  if (!by_processor) return figure[g, c, s, r, 5]
  return figure[g, c, s, r, 10] > 0 ? 1 / (figure[g, c, s, r, 9] + figure[g, c, s, r, 10]) : 0
}

# The median of the rounds' ratios to another server, with its spread if asked.
function ratio(g, c, s, base, by_processor, spread,   v, n, r, x, y) {
  for (r = 1; r <= rounds; r++) {
    x = speed(g, c, s, r, by_processor); y = speed(g, c, base, r, by_processor)
    if (x && y) v[++n] = x / y
  }
  if (!n) return "–"
  sort(v, n)
  if (!spread) return sprintf("%.2f", median(v, n))
  return sprintf("%.2f (%.2f–%.2f)", median(v, n), v[1], v[n])
}

function bytes(n) {
  return n < 1024 ? n " B" : n < 1048576 ? n / 1024 " KiB" : n / 1048576 " MiB"
}

function title(c,   part) {
  split(c, part, ":")
  return part[1] ", " part[2] " × " bytes(part[3])
}

function ratios(g, by_processor,   heading, rule, row, s, c, k) {
  print "\n### " g ": ratios by " (by_processor ? "processor time" : "the clock") "\n"
  heading = "| case |"; rule = "|---|"
  for (s = 1; s <= server_count; s++)
    if (servers[s] != "limit") { heading = heading " " servers[s] " ÷ limit |"; rule = rule "---|" }
  print heading " udsecho ÷ go-512 | udsecho ÷ go-64k |\n" rule "---|---|"
  for (c = 1; c <= case_count[g]; c++) {
    k = cases[g, c]; row = "| " title(k) " |"
    for (s = 1; s <= server_count; s++)
      if (servers[s] != "limit") row = row " " ratio(g, k, servers[s], "limit", by_processor, 1) " |"
    print row " " ratio(g, k, "udsecho", "go-512", by_processor) " | " ratio(g, k, "udsecho", "go-64k", by_processor) " |"
  }
}

function figures(g,   s, c, k, t) {
  print "\n### " g ": figures\n"
  print "| case | server | a second | MB/s | p50 µs | p99 µs | µs of processor: load | server |" \
    (g in memory ? " KiB a connection |" : "") "\n|---|---|---|---|---|---|---|---|" (g in memory ? "---|" : "")
  for (c = 1; c <= case_count[g]; c++)
    for (s = 1; s <= server_count; s++) {
      k = cases[g, c]; t = servers[s]
      print "| " title(k) " | " t " | " middle(g, k, t, 5, "%.0f", 1) " | " middle(g, k, t, 6, "%.0f") " | " \
        middle(g, k, t, 7, "%.1f") " | " middle(g, k, t, 8, "%.1f") " | " middle(g, k, t, 9, "%.2f") " | " \
        middle(g, k, t, 10, "%.2f") " |" (g in memory ? " " middle(g, k, t, 11, "%.0f") " |" : "")
    }
}

END {
  for (g = 1; g <= group_count; g++) {
    ratios(groups[g], 0)
    ratios(groups[g], 1)
    figures(groups[g])
  }
}
