package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.FfmpegInput;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.command.SoundTitles;
import dev.renditions.ffmpeg.command.TextTrackTitles;
import dev.renditions.ffmpeg.filter.FrameRate;
import dev.renditions.ffmpeg.filter.StreamingBitstreamFilters;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.text.TextFiles;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.packaging.HlsPackage;
import dev.renditions.packaging.Thumbnails;
import dev.renditions.packaging.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The files of a {@link StreamingPlan}: a CMAF file for each rung and for the audio, a WebVTT file for each text track,
 * thumbnails, and the playlists. Immutable.
 *
 * @param plan the plan
 * @param folder the folder of all files
 */
record StreamingPackage(StreamingPlan plan, Path folder) {
    /**
     * CMAF: one fragment for each GOP, and an index at the start. Ffmpeg's flag {@code cmaf} is not used, since it would bring
     * back the negative offsets that {@link StreamingBitstreamFilters} avoids.
     */
    private static final Options MUXER = Options.of(
                    "movflags", "+frag_keyframe+global_sidx+delay_moov+default_base_moof")
            .with("brand", "cmfc")
            .with("f", "mp4");

    /**
     * The same of a part of a track, whose decode times count from the beginning of the whole. Without {@code frag_discont}, they
     * would count from its own first frame.
     */
    static final Options PART = MUXER.with("movflags", "+frag_discont").with("avoid_negative_ts", "disabled");

    /** In microseconds: about as long as a GOP. */
    private static final String SOUND_FRAGMENT = "2000000";

    /** Copies the video and audio tracks, in one run. Those that another package has are copied as they are. */
    void writeTracks(AssemblyScene scene) {
        List<FfmpegInput> inputs = new ArrayList<>();
        List<RunOutput> outputs = new ArrayList<>();
        try {
            for (TrackRecipe recipe : plan.tracks()) {
                LocalTrack track = scene.track(recipe);
                Path file = folder.resolve(Objects.requireNonNull(names().get(recipe)));
                if (track.form() == TrackForm.CMAF) {
                    Files.copy(track.file(), file);
                } else {
                    outputs.add(copied(recipe, inputs.size(), file));
                    inputs.add(TrackCopyRun.input(scene, track));
                }
            }
            if (!inputs.isEmpty()) {
                TrackCopyRun.run(scene, inputs, outputs);
            }
        } catch (IOException e) {
            throw TrackRun.unreadable(e);
        }
    }

    /** The name of the file of each track. */
    Map<TrackRecipe, String> names() {
        Map<TrackRecipe, String> names = new LinkedHashMap<>();
        plan.ladder().forEach(rung -> names.put(plan.recipe(rung), pictureFile(rung)));
        for (int i = 0; i < plan.sounds().size(); i++) {
            names.put(plan.sounds().get(i), soundFile(i));
        }
        return names;
    }

    private static Options unprimed(AudioRecipe sound) {
        return sound.withPriming().primed()
                ? Options.of("bsf:a", String.join(",", StreamingBitstreamFilters.sound()))
                : Options.NONE;
    }

    private RunOutput copied(TrackRecipe recipe, int input, Path file) {
        if (recipe instanceof AudioRecipe sound) {
            Options options = Options.of("map", input + ":a")
                    .with("c:a", "copy")
                    .and(FfmpegOutput.nothingElse())
                    .and(unprimed(sound))
                    .with("frag_duration", SOUND_FRAGMENT);
            return new RunOutput(file, OutputCap.of(sound.sound(), plan.duration()), options, MUXER);
        }
        Rung rung = plan.ladder().get(plan.tracks().indexOf(recipe));
        FrameRate rate = FrameRate.of(rung.frameRate().orElseThrow());
        Options options = Options.of("map", input + ":v")
                .with("c:v", "copy")
                .and(HevcEncoder.tag(rung.settings().codec()))
                .and(FfmpegOutput.nothingElse())
                .with("bsf:v", String.join(",", StreamingBitstreamFilters.pictures(rate)));
        return new RunOutput(file, OutputCap.of(rung, plan.duration()), options, MUXER);
    }

    /** Writes the text tracks by a separate run, which decodes nothing. */
    void writeTexts(Input source, TextFiles texts, TimeLeft time) {
        if (plan.texts().isEmpty()) {
            return;
        }
        try {
            List<Path> files = texts.extract(source, plan.texts(), folder, time);
            for (int i = 0; i < files.size(); i++) {
                Files.move(files.get(i), folder.resolve(textFile(i)));
            }
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the text tracks can't be read or written: " + e, e);
        }
    }

    /** Makes the thumbnails after the run, from the smallest video track of the first codec, which is the cheapest to decode. */
    void makeThumbnails(ThumbnailSheet sheets, TimeLeft time) throws IOException {
        try {
            sheets.make(smallest(), Thumbnails.of(smallest()), folder.resolve(Thumbnails.FILE), time);
        } catch (PackagingException e) {
            throw packagingFailed(e);
        }
    }

    private Path smallest() {
        boolean usual = plan.ladder().stream().anyMatch(rung -> rung.settings().codec() == VideoCodec.H264);
        return plan.ladder().stream()
                .filter(rung -> !usual || rung.settings().codec() == VideoCodec.H264)
                .reduce((higher, lower) -> lower)
                .map(rung -> folder.resolve(pictureFile(rung)))
                .orElseThrow();
    }

    /** Writes the rest of the package when its tracks and thumbnails exist. */
    List<OutputFile> write() throws IOException {
        List<Track> tracks = new ArrayList<>();
        plan.ladder().forEach(rung -> tracks.add(new Track.Video(pictureFile(rung))));
        List<AudioTrackPlan> sounds =
                plan.sounds().stream().map(AudioRecipe::sound).toList();
        List<String> titles = SoundTitles.inMenus(sounds);
        for (int i = 0; i < sounds.size(); i++) {
            AudioTrackPlan sound = sounds.get(i);
            tracks.add(new Track.Audio(soundFile(i), tag(sound.language()), titles.get(i), sound.purpose()));
        }
        List<String> names = TextTrackTitles.inMenus(plan.texts());
        for (int i = 0; i < names.size(); i++) {
            TextTrack text = plan.texts().get(i);
            tracks.add(new Track.Text(textFile(i), tag(text.language()), names.get(i), text.flags()));
        }
        try {
            Optional<Thumbnails> thumbnails = Optional.of(Thumbnails.of(smallest()));
            return HlsPackage.write(tracks, thumbnails, segment(), folder).stream()
                    .map(file -> new OutputFile(folder.resolve(file.name()), file.name(), file.mediaType()))
                    .toList();
        } catch (PackagingException e) {
            throw packagingFailed(e);
        }
    }

    private static MediaException packagingFailed(PackagingException e) {
        return new MediaException(Kind.UNPROVED, "its tracks can't be packaged: " + e.getMessage(), e);
    }

    private Duration segment() {
        return Duration.ofSeconds(plan.profile().segmentSeconds());
    }

    private String pictureFile(Rung rung) {
        VideoCodec codec = rung.settings().codec();
        boolean first = codec == plan.ladder().get(0).settings().codec();
        return "video-" + rung.size().shortSide() + "p" + (first ? "" : "-" + codec) + ".mp4";
    }

    private static String soundFile(int number) {
        return number == 0 ? "audio.mp4" : "audio-" + (number + 1) + ".mp4";
    }

    private static String textFile(int number) {
        return "text-" + (number + 1) + ".vtt";
    }

    private static String tag(String language) {
        return language.isEmpty() ? Track.UNDETERMINED : language;
    }
}
