package dev.renditions.ffmpeg;

import dev.renditions.plan.Plan;
import dev.renditions.plan.Rung;
import dev.renditions.profile.VideoSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a {@link Plan.Video} becomes an MP4 that plays while it loads. */
final class VideoTrack {
    private VideoTrack() {}

    static Track of(Plan.Video plan, Path file, int threads) {
        List<String> arguments = new ArrayList<>(CommonArguments.stream(plan.rung().stream()));
        plan.sound().ifPresent(sound -> arguments.addAll(CommonArguments.stream(sound.stream())));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.addAll(picture(plan.rung(), threads));
        plan.sound().ifPresent(sound -> arguments.addAll(SoundArguments.of(sound)));
        OutputCap cap = OutputCap.of(plan);
        arguments.addAll(cap.arguments());
        arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4"));
        return new Track(file, cap, List.copyOf(arguments));
    }

    /** How one rung is scaled and encoded. */
    static List<String> picture(Rung rung, int threads) {
        VideoSettings settings = rung.settings();
        String gop = Integer.toString(rung.gopFrames());
        Filters filters = new Filters().deinterlace(rung.deinterlace());
        rung.frameRate().ifPresent(rate -> filters.add(true, "fps=" + rate));
        filters.picture(rung.size(), rung.toneMap(), "tv", "yuv420p");
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-vf", filters.toString(), "-fps_mode", "vfr"));
        arguments.addAll(List.of("-c:v", "libx264", "-profile:v", "high", "-preset", settings.preset()));
        arguments.addAll(List.of("-crf", Integer.toString(settings.crf())));
        arguments.addAll(List.of("-maxrate", settings.maxRateKbps() + "k"));
        arguments.addAll(List.of("-bufsize", 2 * settings.maxRateKbps() + "k"));
        arguments.addAll(List.of("-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-flags", "+cgop"));
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-threads:v", Integer.toString(threads)));
        // x264 leaves the range unsaid where it is the usual one; sources that were full range are to say that they no
        // longer are.
        arguments.addAll(List.of("-bsf:v", "h264_metadata=video_full_range_flag=0"));
        return arguments;
    }
}
