package dev.renditions.service;

import dev.renditions.api.track.Explanation;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.service.encode.EncodeAndPublish;
import dev.renditions.service.request.RenditionRequest;
import java.util.Optional;

/** Explains what renditions are made of. */
record RenditionExplainer(RenditionFinder finder, EncodeAndPublish encoding) {
    /** What a rendition of the request's source is made of, whether it exists or not. */
    Explanation explain(RenditionRequest request, Profile profile) {
        request.checkSize();
        ContentHash content =
                request.knownContent().orElseGet(() -> request.spooled().content());
        Plan plan = request.plan(profile);
        if (plan instanceof Plan.Make make) {
            MissingRendition rendition = new MissingRendition(new RenditionKey(content, finder.id(profile)), make);
            return ExplainedRecipe.of(content, request.media(), make, encoding.tracks(request, rendition));
        }
        String reason = ((Plan.NotApplicable) plan).reason();
        return new Explanation(content, "not applicable: " + reason, Optional.empty());
    }
}
