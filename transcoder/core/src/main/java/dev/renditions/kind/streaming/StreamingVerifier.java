package dev.renditions.kind.streaming;

import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.VerificationException;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.TrackChecks;
import dev.renditions.media.MediaInfo;
import dev.renditions.packaging.PackageVerifier;
import dev.renditions.packaging.PackagedFile;
import dev.renditions.packaging.Thumbnails;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares a package with its plan before it is published. It checks everything that a source, an encoder or the disk can spoil:
 * each track is probed and compared with the plan, and {@link PackageVerifier} checks the files. Rules of HLS and DASH that only
 * a bug in our own packager can break are not checked here but by {@code ConformanceCheck}, in every test that makes a package
 * and in {@code renditions check}.
 */
final class StreamingVerifier {
    private StreamingVerifier() {}

    /**
     * Checks a package.
     *
     * @return the probed contents of the highest rung
     * @throws VerificationException with all differences from the plan, if there are any
     */
    static MediaInfo check(StreamingPlan plan, List<OutputFile> outputs, OutputProbe probe) {
        List<String> wrong = new ArrayList<>();
        List<MediaInfo> videoTracks = rungs(outputs, probe);
        List<OutputFile> audioFiles = ofType("audio/mp4", outputs);
        List<MediaInfo> audioTracks = probed(audioFiles, probe);
        if (videoTracks.size() != plan.ladder().size()) {
            wrong.add("it has " + videoTracks.size() + " rungs instead of "
                    + plan.ladder().size());
        }
        if (audioTracks.size() != plan.sounds().size()) {
            wrong.add("it has " + audioTracks.size() + " audio tracks instead of "
                    + plan.sounds().size());
        }
        long texts = outputs.stream()
                .filter(output -> output.mediaType().equals("text/vtt"))
                .count();
        if (texts != plan.texts().size()) {
            wrong.add("it has " + texts + " text tracks instead of "
                    + plan.texts().size());
        }
        VerificationException.throwIfAny(wrong);
        for (int i = 0; i < videoTracks.size(); i++) {
            Rung rung = plan.ladder().get(i);
            TrackChecks.picture(
                    wrong, videoTracks.get(i), rung.size(), rung.settings().codec());
            TrackChecks.pixels(wrong, videoTracks.get(i));
            TrackChecks.colors(wrong, videoTracks.get(i), rung.color());
            TrackChecks.sound(wrong, videoTracks.get(i), Optional.empty());
            length(plan, wrong, videoTracks.get(i));
        }
        for (int i = 0; i < audioTracks.size(); i++) {
            List<String> found = new ArrayList<>();
            TrackChecks.sound(
                    found, audioTracks.get(i), Optional.of(plan.sounds().get(i).sound()));
            length(plan, found, audioTracks.get(i));
            String name = audioTracks.size() == 1 ? "" : audioFiles.get(i).name() + ": ";
            found.forEach(problem -> wrong.add(name + problem));
        }
        long sheets = outputs.stream()
                .filter(output -> output.name().equals(Thumbnails.FILE))
                .count();
        if (sheets != 1) {
            wrong.add("it has " + sheets + " thumbnail sheets instead of 1");
        }
        wrong.addAll(problems(plan, outputs));
        VerificationException.throwIfAny(wrong);
        return videoTracks.get(0);
    }

    /** All video tracks except the one that has only key frames. */
    private static List<MediaInfo> rungs(List<OutputFile> outputs, OutputProbe probe) {
        List<OutputFile> all = outputs.stream()
                .filter(output -> !output.name().equals(PackagedFile.TRICK))
                .toList();
        return probed(ofType("video/mp4", all), probe);
    }

    private static List<OutputFile> ofType(String mediaType, List<OutputFile> outputs) {
        return outputs.stream()
                .filter(output -> output.mediaType().equals(mediaType))
                .toList();
    }

    private static List<MediaInfo> probed(List<OutputFile> outputs, OutputProbe probe) {
        return outputs.stream().map(output -> probe.probe(output.file())).toList();
    }

    private static void length(StreamingPlan plan, List<String> wrong, MediaInfo track) {
        plan.duration()
                .ifPresent(planned ->
                        TrackChecks.length(wrong, track.duration(), planned, TrackChecks.tolerance(planned)));
    }

    private static List<String> problems(StreamingPlan plan, List<OutputFile> outputs) {
        Path folder = Objects.requireNonNull(outputs.get(0).file().getParent());
        List<PackagedFile> files = outputs.stream()
                .map(output -> new PackagedFile(output.name(), output.mediaType()))
                .toList();
        try {
            return PackageVerifier.problems(
                    files, Duration.ofSeconds(plan.profile().segmentSeconds()), folder);
        } catch (IOException e) {
            throw VerificationException.unreadable("packaged", e);
        }
    }
}
