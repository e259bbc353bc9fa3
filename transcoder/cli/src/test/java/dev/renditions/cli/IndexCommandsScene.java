package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Base of tests of the index commands. */
abstract class IndexCommandsScene extends MemcachedScene {
    static final Path SAMPLES = Checkout.path("samples");
    static final String STILL = SAMPLES.resolve("still.jpg").toString();
    static final String SONG = SAMPLES.resolve("chord.flac").toString();

    void run(String... sources) {
        String[] arguments = new String[sources.length + 4];
        System.arraycopy(new String[] {"run", "--profiles", "audio-mp3,poster", "--json"}, 0, arguments, 0, 4);
        System.arraycopy(sources, 0, arguments, 4, sources.length);
        assertThat(cli.run(arguments).outcomes()).hasSize(2 * sources.length);
    }

    String outcome(String profile, String source, String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"run", source, "--profiles", profile, "--json"}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        List<String> outcomes = cli.run(arguments).outcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    String reason(String source, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", source, "--profiles", "mp4-480p", "--json"));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(String[]::new))
                .json()
                .get(0)
                .path("reason")
                .asText();
    }
}
