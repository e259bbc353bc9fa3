package dev.renditions.packaging;

import dev.renditions.ffmpeg.process.TestMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the tracks of a package with one run of the bundled ffmpeg. */
public final class SampleTracks {
    public static final Duration SEGMENT = Duration.ofSeconds(6);

    /** The tone of all audio without another, in hertz. */
    private static final int TONE = 440;

    private static final String MUXER =
            " -map_metadata -1 -movflags +frag_keyframe+global_sidx+delay_moov+default_base_moof -brand cmfc -f mp4 ";

    private final Path folder;
    private final StringBuilder command = new StringBuilder();
    private final List<Track> tracks = new ArrayList<>();
    private final String rate;
    private final int gop;
    private final String seconds;

    private SampleTracks(Path folder, String size, String rate, int gop, String seconds) {
        this.folder = folder;
        this.rate = rate;
        this.gop = gop;
        this.seconds = seconds;
        command.append("-f lavfi -i testsrc2=s=" + size + ":r=" + rate + ":d=" + seconds)
                .append(" -f lavfi -i sine=" + TONE + ":r=48000:d=" + seconds);
    }

    /** Video of some seconds, with a key frame every {@code gop} frames. */
    public static SampleTracks of(Path folder, String size, String rate, int gop, String seconds) {
        return new SampleTracks(folder, size, rate, gop, seconds);
    }

    /** A rung in H.264. */
    public SampleTracks rung(String file, String size, int kilobits) {
        return rung(
                file,
                size,
                "libx264 -profile:v high -preset veryfast -crf 23 -maxrate " + kilobits + "k -bufsize " + 2 * kilobits
                        + "k -g " + gop + " -keyint_min " + gop + " -sc_threshold 0 -flags +cgop");
    }

    /** A rung in HEVC. */
    public SampleTracks hevcRung(String file, String size) {
        return rung(
                file,
                size,
                "libx265 -profile:v main -preset ultrafast -crf 28 -tag:v hvc1 -x265-params keyint=" + gop
                        + ":min-keyint=" + gop + ":scenecut=0:open-gop=0:pools=2:info=0:log-level=error");
    }

    /** A rung in AV1. */
    public SampleTracks av1Rung(String file, String size) {
        return rung(
                file, size, "libsvtav1 -preset 12 -crf 45 -g " + gop + " -svtav1-params irefresh-type=2:scd=0:lp=2");
    }

    private SampleTracks rung(String file, String size, String encoder) {
        tracks.add(new Track.Video(file));
        output(
                file,
                " -map 0:v -t " + seconds + " -fps_mode passthrough -vf fps=" + rate
                        + ":start_time=0,tpad=stop=-1:stop_mode=clone,scale=" + size.replace('x', ':')
                        + ",setsar=1 -c:v " + encoder + " -bsf:v " + fromZero() + " -pix_fmt yuv420p");
        return this;
    }

    SampleTracks sound(String file, String language, int channels) {
        return sound(new Track.Audio(file, language, "Sound " + language), channels);
    }

    SampleTracks sound(Track.Audio track, int channels) {
        return sound(track, "", "aac -b:a 96k -ac " + channels + " -bsf:a noise=drop=lt(pts\\,0)");
    }

    /** Stereo AAC with a tone. */
    public SampleTracks tone(Track.Audio track, int hertz) {
        String shift = ",afreqshift=shift=" + (hertz - TONE);
        return sound(track, shift, "aac -b:a 96k -ac 2 -bsf:a noise=drop=lt(pts\\,0)");
    }

    /** AAC in 5.1, with the same tone on each speaker. */
    public SampleTracks aac51(Track.Audio track) {
        return sound(
                track,
                ",afreqshift=shift=60,pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0",
                "aac -b:a 320k -bsf:a noise=drop=lt(pts\\,0)");
    }

    /** E-AC-3 in 5.1. */
    public SampleTracks surround(Track.Audio track) {
        return dolby(track, "5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0");
    }

    /** E-AC-3 in stereo. */
    public SampleTracks dolbyStereo(Track.Audio track) {
        return dolby(track, "stereo|FL=c0|FR=c0");
    }

    /** Its encoder begins 256 samples before what it is given, so those are left out: the track begins at 0. */
    private SampleTracks dolby(Track.Audio track, String speakers) {
        return sound(track, ",pan=" + speakers + ",atrim=start_sample=256", "eac3 -b:a 192k");
    }

    private SampleTracks sound(Track.Audio track, String filters, String encoder) {
        tracks.add(track);
        output(
                track.file(),
                " -map 1:a -af aresample=async=1:first_pts=0,apad" + filters + " -t " + seconds + " -c:a " + encoder
                        + " -ar 48000 -frag_duration 2000000");
        return this;
    }

    SampleTracks text(String file) throws IOException {
        tracks.add(new Track.Text(file, "en", "English"));
        Files.writeString(folder.resolve(file), "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nWhat is said\n");
        return this;
    }

    /** Moves negative decoding times behind 0, in ticks of a twelfth of a frame. */
    private String fromZero() {
        String[] parts = rate.split("/");
        String base = (parts.length > 1 ? parts[1] : "1") + "/" + 12 * Integer.parseInt(parts[0]);
        return "setts=time_base=" + base + ":pts=PTS:dts=DTS,"
                + "setts=pts=PTS:dts=if(gt(DTS\\,0)\\,DTS\\,(DTS-STARTDTS)*12/(12-STARTDTS))";
    }

    private void output(String file, String arguments) {
        command.append(arguments).append(MUXER).append("file:").append(folder.resolve(file));
    }

    /** Runs the command. */
    public List<Track> make() {
        String all = command.toString();
        int last = all.lastIndexOf(" file:");
        TestMedia.make(Path.of(all.substring(last + 6)), all.substring(0, last));
        return List.copyOf(tracks);
    }
}
