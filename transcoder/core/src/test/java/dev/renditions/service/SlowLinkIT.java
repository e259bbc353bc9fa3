package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Source;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.DelayedLink;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.ProfileFile;
import dev.renditions.testing.CountingSource;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hits over a link with a latency of 2 ms each way. The time depends on the number of sequential index requests. */
@Timeout(120)
final class SlowLinkIT extends ServiceScene {
    private static final Logger LOG = LoggerFactory.getLogger(SlowLinkIT.class);
    private static final Duration EACH_WAY = Duration.ofMillis(2);
    private static final int HITS = 1000;
    private static final int PROFILES = 9;

    @Test
    void thousandHitsOfRequestsForAllProfilesTakeLessThanThreeSeconds() throws IOException {
        try (MemcachedServer memcached = MemcachedServer.startOrSkip();
                DelayedLink link = new DelayedLink(memcached, EACH_WAY);
                MemcachedIndex index = MemcachedIndex.connect(
                        MemcachedSettings.parse(link.uri()).withBudget(Duration.ofSeconds(2)), Samples::seal)) {
            RenditionService service =
                    service(index, Sleeper.SLEEP, RequestLimits.of(Duration.ofMinutes(1), Duration.ofMinutes(5)));
            Source source = new CountingSource(source("film", "film"), "1", Optional.empty());
            List<Profile> profiles = profiles();
            assertThat(service.render(source, profiles, RenditionListener.NONE))
                    .extracting(RenditionResult::outcome)
                    .allMatch(outcome -> outcome == Outcome.ENCODED || outcome == Outcome.ASSEMBLED);
            measure(service, source, profiles, link);

            Measured many = measure(service, source, profiles, link);
            Measured single = measure(service, source, profiles.subList(0, 1), link);

            LOG.warn(
                    "{} hits, 2 ms each way: {} profiles a request {}; one profile a request {}",
                    HITS,
                    profiles.size(),
                    many,
                    single);
            assertThat(many.time()).isLessThan(Duration.ofSeconds(3));
            assertThat(many.questions())
                    .as("one index request for each request")
                    .isEqualTo(many.requests());
            assertThat(single.questions())
                    .as("one index request for each request")
                    .isEqualTo(single.requests());
        }
    }

    /** Nine video profiles. */
    private List<Profile> profiles() throws IOException {
        String json = IntStream.rangeClosed(1, PROFILES)
                .mapToObj(i -> """
                        {"name": "v%d", "kind": "video", "video": {"shortSide": %d, "maxRateKbps": 800}, "audio": {}}""".formatted(i, 100 * i))
                .collect(Collectors.joining(",", "{\"profiles\":[", "]}"));
        ProfileCatalog catalog = ProfileFile.read(Files.writeString(folder.resolve("profiles.json"), json));
        return IntStream.rangeClosed(1, PROFILES)
                .mapToObj(i -> catalog.find("v" + i).orElseThrow())
                .toList();
    }

    private static Measured measure(RenditionService service, Source source, List<Profile> profiles, DelayedLink link) {
        int requests = (HITS + profiles.size() - 1) / profiles.size();
        int questions = link.questions();
        long begin = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            assertThat(service.render(source, profiles, RenditionListener.NONE))
                    .extracting(RenditionResult::outcome)
                    .containsOnly(Outcome.HIT);
        }
        return new Measured(requests, link.questions() - questions, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** The cost of all hits together. */
    private record Measured(int requests, int questions, Duration time) {}
}
