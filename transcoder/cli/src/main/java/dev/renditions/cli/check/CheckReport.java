package dev.renditions.cli.check;

import dev.renditions.packaging.conformance.Violation;
import dev.renditions.support.SafeText;
import dev.renditions.support.StrictJson;
import java.io.PrintWriter;
import java.util.List;

/** Checks targets, and writes each violation as a sentence or as JSON, and a summary. For one thread. */
public final class CheckReport {
    private final PrintWriter out;
    private final boolean json;
    private int checked;
    private int conformant;
    private int violations;

    public CheckReport(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Checks all targets. Returns whether there are no violations. */
    public boolean check(List<CheckTarget> targets) {
        for (CheckTarget target : targets) {
            List<Violation> found = target.violations();
            found.forEach(violation -> write(target, violation));
            checked++;
            conformant += found.isEmpty() ? 1 : 0;
            violations += found.size();
        }
        line(
                json
                        ? StrictJson.write(new Summary(checked, conformant, violations))
                        : checked + " checked: " + conformant + " conformant, " + (checked - conformant)
                                + " not conformant; violations: " + violations);
        return violations == 0;
    }

    private void write(CheckTarget target, Violation violation) {
        String file = target.locate(violation.file());
        line(
                json
                        ? StrictJson.write(new Line(file, violation.rule(), violation.detail()))
                        : SafeText.of(file + ": " + violation.detail() + " (" + violation.rule() + ")"));
    }

    private void line(String line) {
        out.println(line);
        out.flush();
    }

    private record Line(String file, String rule, String detail) {}

    private record Summary(int checked, int conformant, int violations) {}
}
