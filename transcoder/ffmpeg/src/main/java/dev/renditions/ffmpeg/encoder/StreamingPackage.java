package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.EditFiles;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.command.TextTrackTitles;
import dev.renditions.ffmpeg.filter.Filters;
import dev.renditions.ffmpeg.filter.FrameRate;
import dev.renditions.ffmpeg.filter.Overlay;
import dev.renditions.ffmpeg.filter.StreamingBitstreamFilters;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.text.TextFiles;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.settings.Watermark;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.packaging.HlsPackage;
import dev.renditions.packaging.Thumbnails;
import dev.renditions.packaging.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a {@link StreamingPlan}: a CMAF file for each rung and for the audio, a WebVTT file for each text track,
 * thumbnails, and the playlists. Immutable.
 *
 * @param plan the plan
 * @param folder the folder of all files
 */
record StreamingPackage(StreamingPlan plan, Path folder) {
    private static final String SOUND = "audio.mp4";

    /**
     * CMAF: one fragment for each GOP, and an index at the start. Ffmpeg's flag {@code cmaf} is not used, since it would bring
     * back the negative offsets that {@link StreamingBitstreamFilters} avoids.
     */
    private static final Options MUXER = Options.of(
                    "movflags", "+frag_keyframe+global_sidx+delay_moov+default_base_moof")
            .with("brand", "cmfc")
            .with("f", "mp4");

    /** In microseconds: about as long as a GOP. */
    private static final String SOUND_FRAGMENT = "2000000";

    /** The video tracks, which the run over the whole source writes. */
    List<RunOutput> tracks(RunInputs inputs) {
        return plan.ladder().stream().map(rung -> picture(rung, inputs)).toList();
    }

    /**
     * The audio track, which a separate run writes: if silence is added at its end, ffmpeg 8.1.2 hangs when other outputs use the
     * same audio.
     */
    Optional<RunOutput> soundTrack() {
        return plan.sounds().stream().findFirst().map(this::sound);
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

    /** Makes the thumbnails after the run, from the smallest video track, which is the cheapest to decode. */
    void makeThumbnails(ThumbnailSheet sheets, TimeLeft time) throws IOException {
        try {
            sheets.make(smallest(), Thumbnails.of(smallest()), folder.resolve(Thumbnails.FILE), time);
        } catch (PackagingException e) {
            throw packagingFailed(e);
        }
    }

    private Path smallest() {
        return folder.resolve(pictureFile(plan.ladder().get(plan.ladder().size() - 1)));
    }

    /** Writes the rest of the package when its tracks and thumbnails exist. */
    List<OutputFile> write() throws IOException {
        List<Track> tracks = new ArrayList<>();
        plan.ladder().forEach(rung -> tracks.add(new Track.Video(pictureFile(rung))));
        plan.sounds().stream()
                .map(sound -> sound.sound().language())
                .forEach(language -> tracks.add(
                        new Track.Audio(SOUND, tag(language), TextTrackTitles.ofLanguage(language, "Audio"))));
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

    private RunOutput picture(Rung rung, RunInputs inputs) {
        Optional<Watermark> watermark = plan.profile().edits().watermark();
        Optional<Overlay> overlay =
                watermark.map(w -> new Overlay(w, inputs.add(new EditFiles(folder).watermarkInput())));
        Options picture = VideoTrack.picture(
                rung,
                plan.timing() instanceof FrameTiming.Constant constant
                        ? Filters.steady(rung, constant.padding())
                        : Filters.of(rung.atSourceRate()),
                StreamingBitstreamFilters.pictures(FrameRate.of(rung.frameRate().orElseThrow())),
                overlay,
                inputs.settings().threads());
        return track(pictureFile(rung), OutputCap.of(rung, plan.duration()), picture, plan.duration());
    }

    private RunOutput sound(AudioRecipe sound) {
        // The label is free: this is the only output of its run.
        Options options = AudioOptions.padded(sound.sound(), sound.silence().padding(), "sound")
                .with("bsf:a", String.join(",", StreamingBitstreamFilters.sound()))
                .with("frag_duration", SOUND_FRAGMENT);
        return track(
                SOUND,
                OutputCap.of(sound.sound(), plan.duration()),
                options,
                sound.silence().length());
    }

    private RunOutput track(String file, OutputCap cap, Options track, Optional<Duration> most) {
        Options length = most.map(l -> Options.of("t", l)).orElse(Options.NONE);
        return new RunOutput(
                folder.resolve(file), cap, track.and(FfmpegOutput.nothingElse()).and(length), MUXER);
    }

    private Duration segment() {
        return Duration.ofSeconds(plan.profile().segmentSeconds());
    }

    private static String pictureFile(Rung rung) {
        return "video-" + rung.size().shortSide() + "p.mp4";
    }

    private static String textFile(int number) {
        return "text-" + (number + 1) + ".vtt";
    }

    private static String tag(String language) {
        return language.isEmpty() ? Track.UNDETERMINED : language;
    }
}
