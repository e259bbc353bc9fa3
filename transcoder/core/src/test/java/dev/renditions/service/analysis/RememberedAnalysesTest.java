package dev.renditions.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.StoreException;
import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Planner;
import dev.renditions.media.PacketStats;
import dev.renditions.media.StreamHash;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.testing.UnavailableIndex;
import dev.renditions.testing.WatchedIndex;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where results are found, in which order, and where they are recorded. */
class RememberedAnalysesTest {
    private static final ContentHash FILM = ContentHash.of(new byte[] {1});
    private static final Analysis<Map<Integer, StreamHash>> HASHES = KnownAnalyses.STREAM_HASHES;
    private static final AnalysisKey KEY = HASHES.key(FILM);
    private static final Map<Integer, StreamHash> ONE = Map.of(0, new StreamHash("1".repeat(64)));
    private static final Map<Integer, StreamHash> TWO = Map.of(0, new StreamHash("2".repeat(64)));

    private final Stored store = new Stored();
    private final MemoryIndex memory = MemoryIndex.create();
    private final WatchedIndex index = new WatchedIndex(memory);
    private String engine = "ffmpeg 8";

    /** A store that records its calls. */
    private static final class Stored implements AnalysisStore {
        private final Map<AnalysisKey, String> results = new HashMap<>();
        private final List<String> calls = new ArrayList<>();
        private RuntimeException failure;

        @Override
        public Optional<String> find(AnalysisKey key) {
            calls.add("find");
            fail();
            return Optional.ofNullable(results.get(key));
        }

        @Override
        public void record(AnalysisKey key, String json) {
            calls.add("record");
            fail();
            results.put(key, json);
        }

        private void fail() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private RememberedAnalyses process(ArtifactIndex with) {
        return new RememberedAnalyses(
                FailSoftIndex.of(with, new Random(1), new LookupCounters()).analyses(), store, () -> engine);
    }

    private static <T> Optional<T> find(RememberedAnalyses analyses, Analysis<T> analysis) {
        return analyses.find(analysis, FILM, result -> true);
    }

    @Test
    void unknownResultIsAbsentEverywhere() {
        assertThat(find(process(index), HASHES)).isEmpty();
        assertThat(index.takeCalls()).containsExactly("analyses.find");
        assertThat(store.calls).containsExactly("find");
    }

    @Test
    void recordedResultIsFoundInTheProcess() {
        RememberedAnalyses process = process(index);
        process.record(HASHES, FILM, ONE);
        assertThat(index.takeCalls()).containsExactly("analyses.record");
        assertThat(find(process, HASHES)).contains(ONE);
        assertThat(index.takeCalls()).isEmpty();
        assertThat(store.calls).containsExactly("record");
    }

    @Test
    void anotherProcessFindsItInTheIndexAndThenInItself() {
        process(index).record(HASHES, FILM, ONE);
        store.calls.clear();
        index.takeCalls();
        RememberedAnalyses another = process(index);
        assertThat(find(another, HASHES)).contains(ONE);
        assertThat(find(another, HASHES)).contains(ONE);
        assertThat(index.takeCalls()).containsExactly("analyses.find");
        assertThat(store.calls).isEmpty();
    }

    @Test
    void withoutTheIndexItIsFoundInTheStoreAndRecordedInTheIndex() {
        process(index).record(HASHES, FILM, ONE);
        memory.analyses().evict(KEY);
        assertThat(find(process(index), HASHES)).contains(ONE);
        assertThat(memory.analyses().find(KEY)).contains(HASHES.write(engine, ONE));
        assertThat(store.calls).containsExactly("record", "find");
        store.results.clear();
        assertThat(find(process(index), HASHES)).contains(ONE);
    }

    @Test
    void outageOfTheIndexIsNotAFailure() {
        RememberedAnalyses process = process(new UnavailableIndex());
        assertThat(find(process, HASHES)).isEmpty();
        process.record(HASHES, FILM, ONE);
        assertThat(find(process, HASHES)).contains(ONE);
        assertThat(find(process(new UnavailableIndex()), HASHES)).contains(ONE);
    }

    @Test
    void outageOfTheStoreIsNotAFailure() {
        store.failure = new StoreException(true, "it does not answer", new IOException("down"));
        RememberedAnalyses process = process(index);
        assertThat(find(process, HASHES)).isEmpty();
        process.record(HASHES, FILM, ONE);
        assertThat(find(process, HASHES)).contains(ONE);
        assertThat(find(process(index), HASHES)).contains(ONE);
    }

    @Test
    void interruptEndsTheCall() {
        store.failure = new CancellationException("interrupted");
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> find(process(index), HASHES));
    }

    @Test
    void unreadableValuesAreAbsentAndReplaced() {
        for (String poison : List.of("{\"v\":1}", "{}", HASHES.write("ffmpeg 7", TWO))) {
            memory.analyses().record(KEY, poison, Duration.ofHours(1));
            store.results.put(KEY, poison);
            RememberedAnalyses process = process(index);
            assertThat(find(process, HASHES)).as(poison).isEmpty();
            process.record(HASHES, FILM, ONE);
            assertThat(memory.analyses().find(KEY)).contains(HASHES.write(engine, ONE));
            assertThat(store.results).containsEntry(KEY, HASHES.write(engine, ONE));
        }
        store.results.put(KEY, "not even JSON");
        memory.analyses().evict(KEY);
        assertThat(find(process(index), HASHES)).isEmpty();
    }

    /** A value of the index that can't be read does not hide that of the store. */
    @Test
    void storeAnswersIfTheValueOfTheIndexIsUnreadable() {
        process(index).record(HASHES, FILM, ONE);
        memory.analyses().record(KEY, "{\"engine\":\"" + engine + "\"}", Duration.ofHours(1));
        assertThat(find(process(index), HASHES)).contains(ONE);
        assertThat(memory.analyses().find(KEY)).contains(HASHES.write(engine, ONE));
    }

    @Test
    void resultOfAnotherEngineIsAbsent() {
        process(index).record(HASHES, FILM, ONE);
        engine = "ffmpeg 9";
        assertThat(find(process(index), HASHES)).isEmpty();
    }

    @Test
    void requestThatMakesNothingWritesNothingToTheStore() {
        RememberedAnalyses process = process(index);
        process.withoutStoring().record(HASHES, FILM, ONE);
        assertThat(store.calls).isEmpty();
        assertThat(find(process, HASHES)).as("they share their memory").contains(ONE);
        assertThat(memory.analyses().find(KEY)).isPresent();
    }

    /** Longer than a value of the index may be. */
    @Test
    void longResultIsFoundInTheStoreAlone() {
        Map<Integer, StreamHash> many = new HashMap<>();
        for (int i = 0; i < 64; i++) {
            many.put(i, new StreamHash("a".repeat(64)));
        }
        process(index).record(HASHES, FILM, many);
        assertThat(memory.analyses().find(KEY)).isEmpty();
        assertThat(find(process(index), HASHES)).contains(many);
    }

    @Test
    void packetsOfMoreRatesAnswer() {
        MeasuredPackets few = new MeasuredPackets(Set.of(1500), PacketStats.NONE);
        MeasuredPackets more = new MeasuredPackets(Set.of(1500, 3000, 6000), PacketStats.NONE);
        RememberedAnalyses process = process(index);
        process.record(KnownAnalyses.PACKETS, FILM, few);
        // Another process measured more, but the index lost it.
        store.results.put(KnownAnalyses.PACKETS.key(FILM), KnownAnalyses.PACKETS.write(engine, more));
        assertThat(packets(process, 1500)).contains(few);
        assertThat(packets(process, 3000)).contains(more);
        assertThat(packets(process, 1500)).contains(more);
        assertThat(packets(process, 9000)).as("none answers").contains(more);
    }

    @Test
    void rememberedUsualAndWantedRatesAreMeasuredTogether() {
        MeasuredPackets known = new MeasuredPackets(Set.of(77), PacketStats.NONE);
        assertThat(MeasuredPackets.toMeasure(Set.of(9000), Optional.of(known)))
                .contains(77, 9000)
                .containsAll(MeasuredPackets.USUAL_RATES)
                .hasSize(MeasuredPackets.USUAL_RATES.size() + 2);
        Set<Integer> many = IntStream.range(1, 100).boxed().collect(Collectors.toSet());
        assertThat(MeasuredPackets.toMeasure(Set.of(9000), Optional.of(new MeasuredPackets(many, PacketStats.NONE))))
                .as("too many are not kept")
                .hasSize(MeasuredPackets.USUAL_RATES.size() + 1);
    }

    @Test
    void ratesOfBuiltInProfilesAreUsual() {
        assertThat(MeasuredPackets.USUAL_RATES)
                .containsAll(Planner.rates(ProfileCatalog.builtIn().all()));
    }

    private static Optional<MeasuredPackets> packets(RememberedAnalyses process, int rate) {
        return process.find(KnownAnalyses.PACKETS, FILM, packets -> packets.answers(Set.of(rate)));
    }
}
