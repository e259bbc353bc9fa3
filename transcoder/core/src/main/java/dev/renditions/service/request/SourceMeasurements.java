package dev.renditions.service.request;

import dev.renditions.api.Transcoder;
import dev.renditions.media.AudioLoudness;
import dev.renditions.service.analysis.KnownAnalyses;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The measurements of one request's source. Those of all runs are one result, to which each run adds. */
record SourceMeasurements(SourceAnalyses analyses) implements Transcoder.Measurements {
    /** The most measurements of one result: more than a source has streams, mixed down in two ways. */
    private static final int MOST = 200;

    @Override
    public Optional<AudioLoudness> loudness(String description) {
        return Optional.ofNullable(known().get(description));
    }

    @Override
    public void record(Map<String, AudioLoudness> measured) {
        Map<String, AudioLoudness> all = new HashMap<>(known());
        all.putAll(measured);
        analyses.record(KnownAnalyses.LOUDNESS, all.size() > MOST ? measured : all);
    }

    private Map<String, AudioLoudness> known() {
        return analyses.find(KnownAnalyses.LOUDNESS).orElse(Map.of());
    }
}
