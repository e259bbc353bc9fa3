package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.filter.FrameRate;
import dev.renditions.ffmpeg.filter.StreamingBitstreamFilters;
import dev.renditions.ffmpeg.process.TestMedia;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;

/**
 * The run that encoded the tracks of a rendition, video first, changed to write them directly into the files of the rendition. Immutable.
 *
 * @param command its arguments
 * @param folder where the files are written
 */
record DirectRun(String command, Path folder) {
    private static final String VIDEO = " -fs \\d+ -f mp4 \\S+/track-1";
    private static final String AUDIO = " -fs \\d+( -movflags \\S+)? -f (ipod|ogg|mp4) \\S+/track-2$";
    private static final String CMAF =
            " -movflags +frag_keyframe+global_sidx+delay_moov+default_base_moof -brand cmfc -f mp4 ";

    /** The only run that encoded both video and audio. */
    static DirectRun of(CountedFfmpeg counted, Path folder) throws IOException {
        List<String> encodes = counted.runs().stream()
                .filter(run -> run.contains(" -c:v lib") && run.matches(".* -c:a (aac|libopus) .*"))
                .toList();
        assertThat(encodes).hasSize(1);
        String command = encodes.get(0).replaceFirst(" -n ", " ").replaceFirst(" -progress pipe:1", "");
        assertThat(command).containsPattern(VIDEO).containsPattern(AUDIO);
        return new DirectRun(command, folder);
    }

    /** One MP4 with both. */
    Path mp4() {
        String both = command.replaceFirst(VIDEO, "")
                .replaceFirst(" -vn", "")
                .replaceFirst(AUDIO, " -movflags +faststart -f mp4");
        assertThat(both).doesNotContain("track-");
        return TestMedia.make(folder.resolve("direct.mp4"), both);
    }

    /** A streaming track of each; the video is returned. */
    Path streaming(double rate) {
        Path video = folder.resolve("direct-video.mp4");
        String filters = String.join(",", StreamingBitstreamFilters.pictures(FrameRate.of(rate)));
        String both = command.replaceFirst(VIDEO, quoted(" -bsf:v " + filters + CMAF + video))
                .replaceFirst(
                        AUDIO,
                        quoted(" -bsf:a " + String.join(",", StreamingBitstreamFilters.sound())
                                + " -frag_duration 2000000" + CMAF.stripTrailing()));
        assertThat(both).doesNotContain("track-");
        TestMedia.make(streamingAudio(), both);
        return video;
    }

    /** The other file that {@link #streaming} writes. */
    Path streamingAudio() {
        return folder.resolve("direct-audio.mp4");
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }
}
