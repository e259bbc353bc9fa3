package dev.renditions.cli.display;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.kind.Profile;
import dev.renditions.support.SafeText;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar for each source. It ends when all renditions of the source are done. */
final class ProgressBarDisplay implements RunDisplay {
    private static final int STEPS = 1000;
    private static final int NAME = 36;

    @Override
    public Line begin(String source, List<Profile> profiles) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(shortened(source))
                .setInitialMax((long) profiles.size() * STEPS)
                .setUnit("", STEPS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .hideEta()
                .build();
        return new BarLine(bar);
    }

    private static String shortened(String source) {
        String printable = SafeText.of(source);
        return printable.length() <= NAME ? printable : "..." + printable.substring(printable.length() - NAME + 3);
    }

    /**
     * The segments of a film, the current speed and the time left. The bar's own estimate is by its steps, which do not reflect the
     * speed of the encoder.
     */
    static String pace(EncodeProgress step) {
        String segments = step.segments()
                .map(count -> " " + count.done() + " of " + count.all() + " segments")
                .orElse("");
        String speed =
                step.speed().map(s -> String.format(Locale.ROOT, " %.1fx", s)).orElse("");
        return segments
                + speed
                + step.left().map(l -> ", " + l.toSeconds() + " s left").orElse("");
    }

    private static final class BarLine implements Line {
        private final ProgressBar bar;
        private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        private final Map<Profile, Double> fractions = new HashMap<>();
        private int done;

        BarLine(ProgressBar bar) {
            this.bar = bar;
        }

        @Override
        public synchronized void encoding(Profile profile) {
            fractions.put(profile, 0.0);
            bar.setExtraMessage(String.join(" ", names()));
        }

        @Override
        public synchronized void progress(Profile profile, EncodeProgress step) {
            if (fractions.replace(profile, step.fraction()) != null) {
                double whole = fractions.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
                bar.stepTo((long) ((done + whole) * STEPS));
                bar.setExtraMessage(String.join(" ", names()) + pace(step));
            }
        }

        private List<String> names() {
            return fractions.keySet().stream().map(Profile::name).sorted().toList();
        }

        @Override
        public synchronized void finished(RenditionResult result) {
            done++;
            fractions.keySet().removeIf(p -> p.id().equals(result.profile()));
            bar.stepTo((long) done * STEPS);
            outcomes.merge(result.outcome(), 1, Integer::sum);
            bar.setExtraMessage(Outcome.count(outcomes));
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
