package dev.renditions.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.renditions.api.ListedTrack;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.ResultJson;
import dev.renditions.api.SourceName;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.http.message.AcceptHeader;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.EntityTag;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;
import dev.renditions.support.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A ready rendition in the form that the client asks for: a redirect to its file; the content itself for files whose
 * names are replaced by links, or that players must get without a redirect; or its description as JSON. For one
 * request.
 *
 * @param parts the parts of the API
 * @param request the request
 * @param source the requested source
 * @param profile the requested profile
 * @param links the terms of the links in the response
 */
record RenditionResponse(ApiContext parts, ApiRequest request, SourceName source, Profile profile, AnswerLinks links) {
    /**
     * How long clients may cache a response: long enough for reloading a page, and short enough for a source that is
     * overwritten.
     */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Takes the terms of the links from the request. */
    RenditionResponse(ApiContext parts, ApiRequest request, SourceName source, Profile profile) {
        this(parts, request, source, profile, AnswerLinks.to(request, parts));
    }

    ApiResponse of(RenditionStatus.Ready ready) {
        Optional<String> file = request.parameter("file");
        if (file.isPresent()) {
            StoredRendition rendition = stored(ready);
            RenditionFile named = rendition
                    .file(file.get())
                    .orElseThrow(() -> new ApiException(Problem.of(404, "the rendition has no file with this name")));
            return withOutcome(ready, file(ready, rendition, named));
        }
        String mediaType = ready.location().mediaType();
        List<String> forms = new ArrayList<>(List.of(mediaType));
        forms.addAll(profile.otherForms());
        forms.add(ApiJson.MEDIA_TYPE);
        String form = AcceptHeader.best(request, forms);
        return withOutcome(ready, inForm(ready, form)).with("Vary", "Accept");
    }

    private ApiResponse inForm(RenditionStatus.Ready ready, String form) {
        if (form.equals(ApiJson.MEDIA_TYPE)) {
            return json(ready);
        }
        String mediaType = ready.location().mediaType();
        if (!LinkRewriter.hasReferences(profile, mediaType)) {
            return redirect(link(ready));
        }
        StoredRendition rendition = stored(ready);
        RenditionFile main = rendition.manifest().main();
        RenditionFile file = form.equals(mediaType)
                ? main
                : rendition.manifest().files().stream()
                        .filter(f -> f.mediaType().equals(form))
                        .findFirst()
                        .orElse(main);
        return text(ready, rendition, file);
    }

    private ApiResponse file(RenditionStatus.Ready ready, StoredRendition rendition, RenditionFile file) {
        return LinkRewriter.hasReferences(profile, file.mediaType())
                ? text(ready, rendition, file)
                : redirect(texts(rendition).link(file));
    }

    private ApiResponse text(RenditionStatus.Ready ready, StoredRendition rendition, RenditionFile file) {
        return tagged(
                validator(ready, file.name()),
                typeOfText(file.mediaType()),
                () -> texts(rendition).text(file));
    }

    private ApiResponse json(RenditionStatus.Ready ready) {
        return tagged(validator(ready, "json"), ApiJson.MEDIA_TYPE, () -> StrictJson.write(body(ready)));
    }

    private ApiResponse tagged(EntityTag tag, String mediaType, Supplier<String> text) {
        Map<String, String> headers = cached();
        headers.put("Content-Type", mediaType);
        headers.put("ETag", tag.tag());
        return new ApiResponse(200, headers, new ApiResponse.Deferred(text));
    }

    private Body body(RenditionStatus.Ready ready) {
        StoredRendition rendition = stored(ready);
        LinkRewriter texts = texts(rendition);
        return new Body(
                ResultJson.forCaller(source.toString(), ready.result()),
                "ready",
                texts.link(rendition.manifest().main()).toString(),
                links.end().toString(),
                rendition.manifest().files().stream()
                        .map(file -> Item.of(file, texts.link(file)))
                        .toList(),
                ListedTrack.of(rendition.manifest()));
    }

    private record Body(
            @JsonUnwrapped ResultJson result,
            String state,
            String url,
            String urlsEnd,
            List<Item> files,
            List<ListedTrack> tracks) {}

    private record Item(String name, String mediaType, long bytes, String url) {
        static Item of(RenditionFile file, URI link) {
            return new Item(file.name(), file.mediaType(), file.bytes(), link.toString());
        }
    }

    private ApiResponse redirect(URI link) {
        Map<String, String> headers = cached();
        headers.put("Location", link.toString());
        return new ApiResponse(302, headers, new ApiResponse.Nothing());
    }

    private URI link(RenditionStatus.Ready ready) {
        return parts.holdings().links().to(ready.key(), ready.location().uri(), links.file());
    }

    /**
     * The tag changes twice within a link lifetime. So links in a copy that a client keeps work for at least half of
     * that lifetime, or until the signed link of the request expires.
     */
    private EntityTag validator(RenditionStatus.Ready ready, String form) {
        long half = parts.rules().linkLifetime().toMillis() / 2;
        long window = Math.floorDiv(parts.clock().millis(), half);
        // With another signature, the links may have another lifetime or key.
        String signed = links.signature()
                .map(shown -> "-" + Long.toHexString(shown.expires().getEpochSecond()) + shown.key())
                .orElse("");
        return new EntityTag("W/\"" + ready.key().content().hex().substring(0, 16) + "-"
                + ready.key().profile().fingerprint() + "-" + form + "-" + window + signed + "\"");
    }

    private Map<String, String> cached() {
        Duration quarter = links.text().lifetime().dividedBy(4);
        Duration fresh = quarter.isNegative() ? Duration.ZERO : quarter.compareTo(FRESH) < 0 ? quarter : FRESH;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "private, max-age=" + fresh.toSeconds());
        return headers;
    }

    private static ApiResponse withOutcome(RenditionStatus.Ready ready, ApiResponse answer) {
        return answer.with("Renditions-Outcome", ready.outcome().word());
    }

    private static String typeOfText(String mediaType) {
        return mediaType.startsWith("text/") ? mediaType + "; charset=utf-8" : mediaType;
    }

    private LinkRewriter texts(StoredRendition rendition) {
        return new LinkRewriter(parts, profile, rendition, request, links, StreamPaths::path);
    }

    private StoredRendition stored(RenditionStatus.Ready ready) {
        return parts.holdings()
                .store()
                .find(ready.key())
                .orElseThrow(() -> new StoreException(
                        true,
                        "the rendition " + ready.key() + " was found, but has been removed since",
                        new IllegalStateException("gone")));
    }
}
