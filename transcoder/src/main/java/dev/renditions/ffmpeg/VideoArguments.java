package dev.renditions.ffmpeg;

import dev.renditions.plan.Plan;
import dev.renditions.profile.VideoSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments that turn a {@link Plan.Video} into an MP4 of H.264 and AAC that plays while it loads. */
final class VideoArguments {
    private VideoArguments() {}

    static List<String> of(Path source, Plan.Video plan, Path output, int threads) {
        List<String> arguments = new ArrayList<>(CommonArguments.global(threads));
        arguments.addAll(InputPins.global());
        arguments.addAll(CommonArguments.decoding(threads));
        arguments.addAll(List.of("-err_detect", "explode"));
        arguments.addAll(InputPins.input(source));
        arguments.addAll(CommonArguments.stream(plan.videoStream()));
        plan.audioStream().ifPresent(index -> arguments.addAll(CommonArguments.stream(index)));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.addAll(picture(plan, threads));
        if (plan.audioStream().isPresent()) {
            arguments.addAll(SoundArguments.of("aac", plan.profile().audio(), plan.channels()));
        }
        arguments.addAll(OutputCap.of(plan).arguments());
        arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4"));
        arguments.addAll(CommonArguments.output(output));
        return List.copyOf(arguments);
    }

    private static List<String> picture(Plan.Video plan, int threads) {
        VideoSettings settings = plan.profile().video();
        String gop = Integer.toString(plan.gopFrames());
        Filters filters = new Filters().deinterlace(plan.deinterlace());
        plan.frameRate().ifPresent(rate -> filters.add(true, "fps=" + rate));
        filters.picture(plan.size(), plan.toneMap(), "tv", "yuv420p");
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
