package dev.renditions.service;

import dev.renditions.api.track.Explanation;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.media.MediaInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a plan into words for users. */
final class ExplainedRecipe {
    private ExplainedRecipe() {}

    /**
     * What a plan puts together.
     *
     * @param content the source's hash
     * @param media the source
     * @param tracks the tracks of the plan
     */
    static Explanation of(ContentHash content, MediaInfo media, Plan.Make plan, List<Explanation.Track> tracks) {
        Profile profile = plan.profile();
        List<String> containers = new ArrayList<>(List.of(profile.mediaType()));
        containers.addAll(profile.otherForms());
        Explanation.Recipe recipe = new Explanation.Recipe(
                containers, tracks, copied(media, plan), profile.edits().metadata());
        return new Explanation(content, plan.summary(), Optional.of(recipe));
    }

    private static List<String> copied(MediaInfo media, Plan.Make plan) {
        List<Integer> copied = plan.copied();
        return Stream.concat(
                        media.video().stream()
                                .filter(video -> copied.contains(video.index()))
                                .map(video ->
                                        "video, " + video.displayed() + " " + video.codec() + origin(video.index())),
                        media.audio().stream()
                                .filter(audio -> copied.contains(audio.index()))
                                .map(audio -> "audio, " + audio.codec() + ", " + audio.channels() + " channels, "
                                        + audio.sampleRate() + " Hz" + origin(audio.index())))
                .toList();
    }

    private static String origin(int stream) {
        return ", stream " + stream + " of the source";
    }
}
