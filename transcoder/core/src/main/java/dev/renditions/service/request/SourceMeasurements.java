package dev.renditions.service.request;

import dev.renditions.api.Transcoder;
import dev.renditions.media.AudioLoudness;
import dev.renditions.service.analysis.KnownAnalyses;
import dev.renditions.service.analysis.MeasuredLoudness;
import java.util.Map;
import java.util.Optional;

/** The measurements of one request's source. Each is a result of its own. */
record SourceMeasurements(SourceAnalyses analyses) implements Transcoder.Measurements {
    @Override
    public Optional<AudioLoudness> loudness(String description) {
        return analyses.find(KnownAnalyses.loudness(description))
                .filter(measured -> measured.description().equals(description))
                .map(MeasuredLoudness::loudness);
    }

    @Override
    public void record(Map<String, AudioLoudness> measured) {
        measured.forEach((description, loudness) ->
                analyses.record(KnownAnalyses.loudness(description), new MeasuredLoudness(description, loudness)));
    }
}
