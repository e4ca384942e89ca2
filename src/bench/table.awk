# Reads lines of
#     GROUP CASE SERVER ROUND OPERATIONS MB P50 P99 [KIB]
# (tabs between; a second, a second, µs, µs, a connection; a case is MODE:CONNECTIONS:SIZE) and writes, for each group, the
# ratios and then all figures, in Markdown. A figure is the median of the rounds. A ratio is the median of
# the ratios in each round, as what both had measured beside each other they had measured in the same weather.
BEGIN { FS = "\t" }

$4 == 0 { next } # the warm-up

{
  if (!case_count[$1]) groups[++group_count] = $1
  if (!(($1, $2) in known)) cases[$1, ++case_count[$1]] = $2
  if (!($3 in known)) servers[++server_count] = $3
  known[$1, $2]; known[$3]
  if (NF > 8) memory[$1]
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

# The median of the rounds' ratios to another server, with its spread if asked.
function ratio(g, c, s, base, spread,   v, n, r) {
  for (r = 1; r <= rounds; r++)
    if (figure[g, c, s, r, 5] && figure[g, c, base, r, 5]) v[++n] = figure[g, c, s, r, 5] / figure[g, c, base, r, 5]
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

END {
  for (g = 1; g <= group_count; g++) {
    name = groups[g]
    printf "\n### %s: ratios\n\n", name
    heading = "| case |"; rule = "|---|"
    for (s = 1; s <= server_count; s++)
      if (servers[s] != "limit") { heading = heading " " servers[s] " ÷ limit |"; rule = rule "---|" }
    if ("udsecho" in known) { heading = heading " udsecho ÷ go-512 | udsecho ÷ go-64k |"; rule = rule "---|---|" }
    print heading "\n" rule
    for (c = 1; c <= case_count[name]; c++) {
      k = cases[name, c]; row = "| " title(k) " |"
      for (s = 1; s <= server_count; s++)
        if (servers[s] != "limit") row = row " " ratio(name, k, servers[s], "limit", 1) " |"
      if ("udsecho" in known) row = row " " ratio(name, k, "udsecho", "go-512") " | " ratio(name, k, "udsecho", "go-64k") " |"
      print row
    }
    printf "\n### %s: all figures\n\n", name
    print "| case | server | a second | MB/s | p50 µs | p99 µs | ÷ limit | ÷ go-512 | ÷ go-64k |" \
      (name in memory ? " KiB a connection |" : "") "\n|---|---|---|---|---|---|---|---|---|" (name in memory ? "---|" : "")
    for (c = 1; c <= case_count[name]; c++)
      for (s = 1; s <= server_count; s++) {
        k = cases[name, c]; t = servers[s]
        print "| " title(k) " | " t " | " middle(name, k, t, 5, "%.0f", 1) " | " middle(name, k, t, 6, "%.0f") " | " \
          middle(name, k, t, 7, "%.1f") " | " middle(name, k, t, 8, "%.1f") " | " ratio(name, k, t, "limit") " | " \
          ratio(name, k, t, "go-512") " | " ratio(name, k, t, "go-64k") " |" \
          (name in memory ? " " middle(name, k, t, 9, "%.0f") " |" : "")
      }
  }
}
