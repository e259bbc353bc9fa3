package dev.renditions.cli.display;

import dev.renditions.api.RenditionResult;
import dev.renditions.kind.Profile;
import dev.renditions.support.SafeText;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A plain line for each rendition, for logs and pipes. */
final class LineDisplay implements RunDisplay {
    private final Terminal terminal;
    private final int sources;
    private final AtomicInteger begun = new AtomicInteger();

    LineDisplay(Terminal terminal, int sources) {
        this.terminal = terminal;
        this.sources = sources;
    }

    @Override
    public Line begin(String source, List<Profile> profiles) {
        int number = begun.incrementAndGet();
        return new Line() {
            @Override
            public void finished(RenditionResult result) {
                terminal.say("[" + number + "/" + sources + "] " + SafeText.of(source) + " "
                        + result.profile().name() + ": " + result.outcome().word() + ", "
                        + Amounts.seconds(result.spent()) + " s");
            }
        };
    }
}
