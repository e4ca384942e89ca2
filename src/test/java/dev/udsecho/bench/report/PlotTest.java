package dev.udsecho.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static final Pattern POINTS = Pattern.compile("points=\"([^\"]*)\"");

    private static List<String> points(Series.Spot... spots) {
        Series line = new Series("Unix socket", "unix", List.of(spots));
        Plot plot =
                new Plot("id", "title", "what it shows", Scale.upTo(1, " s"), Scale.roundedUpTo(1, ""), List.of(line));
        return POINTS.matcher(plot.svg())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** SVG draws nothing for a line of one point, and a dot for one of two equal points whose ends are round. */
    @Test
    void testSvg_aPointThatStandsAlone_isDrawn() {
        String points = points(new Series.Spot(.5, .5)).get(0);
        String[] twice = points.split(" ");
        assertEquals(2, twice.length, points);
        assertEquals(twice[0], twice[1]);
        assertTrue(HtmlReport.style().contains("stroke-linecap: round"));
    }

    @Test
    void testSvg_aLine_hasItsPoints() {
        assertEquals(
                3,
                points(new Series.Spot(0, 0), new Series.Spot(.5, 1), new Series.Spot(1, 0))
                        .get(0)
                        .split(" ")
                        .length);
    }
}
