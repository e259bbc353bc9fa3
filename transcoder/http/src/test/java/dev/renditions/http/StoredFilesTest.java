package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.StoredRendition;
import dev.renditions.http.access.AllowedSources;
import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.http.access.RequestAccessPolicy;
import dev.renditions.http.access.RetryLimit;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.QueryParameters;
import dev.renditions.http.routing.RouteTable;
import dev.renditions.http.routing.Router;
import dev.renditions.index.Counters;
import dev.renditions.index.Permissions;
import dev.renditions.testing.UnavailableIndex;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Playing renditions of a store by their key, without a source. */
final class StoredFilesTest extends ApiScene {
    private static final ApiRequest LIST =
            new ApiRequest("GET", "/v1/stored", Map.of(), Map.of(), new Caller.Address("192.0.2.1"));

    private ApiResponse stored(String link) {
        URI uri = URI.create(link);
        return new Router(new RouteTable(new StoredFiles(parts()).routes()), gate, Set.of())
                .answer(new ApiRequest(
                        "GET",
                        uri.getRawPath(),
                        QueryParameters.parse(
                                Optional.ofNullable(uri.getRawQuery()).orElse("")),
                        Map.of(),
                        LIST.caller()));
    }

    @Test
    void ladderPlaysByItsKeyAlone() {
        signer = LinkSigner.with(keys, clock);
        gate = RequestAccessPolicy.of(
                Optional.of(keys),
                Optional.empty(),
                new RetryLimit(UnavailableIndex.unavailable(Counters.class), clock),
                AllowedSources.none(),
                new GuardedSources(
                        AllowedSources.none(),
                        (proof, source) -> false,
                        UnavailableIndex.unavailable(Permissions.class)),
                clock);
        StoredRendition ladder = publish(
                "hls",
                "master.m3u8",
                "#EXTM3U\nvideo.m3u8\n",
                "video.m3u8",
                "#EXTM3U\nvideo.mp4\n",
                "video.mp4",
                "pictures");
        String link = new StoredFiles(parts()).link(ladder, ladder.manifest().main(), LIST);
        String nested = last(text(stored(link)));
        assertThat(nested).startsWith(StoredFiles.PATH).contains("/video.m3u8?");
        String media = last(text(stored(nested)));
        assertThat(media).startsWith(FileLinks.PATH);
        assertThat(get(media).status()).isEqualTo(200);
        clock.move(Duration.ofHours(2));
        problem(stored(nested), 401);
    }

    @Test
    void fileWithoutReferencesIsLinkedToItsLocation() {
        StoredRendition poster = publish("poster", "poster.jpg", "a picture");
        String link = new StoredFiles(parts()).link(poster, poster.manifest().main(), LIST);
        assertThat(link).startsWith(FileLinks.PATH);
        String key = StoredFiles.PATH + poster.manifest().key();
        assertThat(stored(key).headers()).containsEntry("Location", link);
        problem(stored(key + "?file=other.jpg"), 404);
        problem(stored(key.replace("poster", "preview")), 404);
        problem(stored(StoredFiles.PATH + "x/y"), 404);
    }

    private static String last(String playlist) {
        return playlist.lines().reduce((a, b) -> b).orElseThrow();
    }
}
