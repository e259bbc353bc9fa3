package dev.renditions.service.request;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.service.analysis.Analysis;
import dev.renditions.service.analysis.RememberedAnalyses;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The analyses of one request's source. Each is looked up once. Not thread-safe. */
final class SourceAnalyses {
    private final RenditionRequest request;
    private final RememberedAnalyses remembered;
    private final Map<AnalysisKey, Optional<?>> asked = new HashMap<>();

    SourceAnalyses(RenditionRequest request, RememberedAnalyses remembered) {
        this.request = request;
        this.remembered = remembered;
    }

    /** The result for the content of the source, without reading the source; empty also if its content is unknown. */
    <T> Optional<T> find(Analysis<T> analysis) {
        return find(analysis, result -> true);
    }

    /**
     * The same.
     *
     * @param answers whether a result suffices
     * @return a result that suffices; otherwise one that does not, if any is known
     */
    <T> Optional<T> find(Analysis<T> analysis, Predicate<T> answers) {
        return request.content().or(request::knownContent).flatMap(content -> find(analysis, content, answers));
    }

    @SuppressWarnings("unchecked") // The results under a key have the type of its analysis.
    private <T> Optional<T> find(Analysis<T> analysis, ContentHash content, Predicate<T> answers) {
        return (Optional<T>)
                asked.computeIfAbsent(analysis.key(content), key -> remembered.find(analysis, content, answers));
    }

    /**
     * The result for the content of the source. The source is read if the result is not remembered.
     *
     * @param work makes it from the {@linkplain RenditionRequest#spooled spooled} source
     */
    <T> T get(Analysis<T> analysis, Supplier<T> work) {
        Optional<T> known = find(analysis);
        if (known.isEmpty()) {
            ContentHash read = request.spooled().content();
            // The source may have another content than was known before.
            known = find(analysis, read, result -> true);
        }
        return known.orElseGet(() -> {
            T made = work.get();
            record(analysis, made);
            return made;
        });
    }

    /** Records a result that was made from the spooled source, unless the source has changed meanwhile. */
    <T> void record(Analysis<T> analysis, T made) {
        ContentHash content = request.spooled().content();
        if (request.spooled().unchanged()) {
            asked.put(analysis.key(content), Optional.of(made));
            remembered.record(analysis, content, made);
        }
    }
}
