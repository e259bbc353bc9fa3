package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.link.LinkTerms;
import dev.renditions.http.access.AllowedSources;
import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.http.access.RequestAccessPolicy;
import dev.renditions.http.access.RetryLimit;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import dev.renditions.http.message.Caller;
import dev.renditions.index.Counters;
import dev.renditions.index.Permissions;
import dev.renditions.testing.UnavailableIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No link outlives the link that led to it, nor a removed key. */
final class AnswerLinksTest extends ApiScene {
    private static final String POSTER = "/v1/renditions/poster" + PATH;
    private static final String HLS = "/v1/renditions/hls" + PATH;
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String OLD = "old:" + "A".repeat(43);
    private static final String NEW = "new:" + "B".repeat(43);

    private StoredRendition poster;

    @BeforeEach
    void publishAll() {
        rules = new ApiRules(WEEK, Duration.ofSeconds(25), Set.of());
        acceptKeys(NEW + "," + OLD);
        poster = publish("poster", "poster.jpg", "a picture");
    }

    private void acceptKeys(String keys) {
        SigningKeys believed = SigningKeys.parse(keys);
        signer = LinkSigner.with(believed, clock);
        gate = RequestAccessPolicy.ofPage(
                believed,
                Optional.empty(),
                new RetryLimit(UnavailableIndex.unavailable(Counters.class), clock),
                AllowedSources.parse("s3://" + BUCKET),
                new GuardedSources(
                        AllowedSources.none(),
                        (proof, source) -> false,
                        UnavailableIndex.unavailable(Permissions.class)),
                clock);
    }

    private String signed(String path, String key, Duration lifetime) {
        return signer.signed(path, new LinkTerms(Optional.of(key), lifetime));
    }

    private String followed(String link) {
        ApiResponse answer = get(link);
        assertThat(answer.status()).isEqualTo(302);
        return answer.headers().get("Location");
    }

    @Test
    void linksOfAShortLinkExpireWithIt() {
        String file = followed(signed(POSTER, "old", Duration.ofSeconds(5)));
        assertThat(get(file).status()).isEqualTo(200);
        clock.move(Duration.ofSeconds(5).plus(GRACE));
        problem(get(file), 401);
    }

    @Test
    void linksInJsonExpireWithTheRequestsLink() {
        JsonNode body = json(get(signed(POSTER, "old", Duration.ofSeconds(5)), "accept", "application/json"));
        List<String> links = Stream.concat(
                        Stream.of(body.path("url")),
                        StreamSupport.stream(body.path("files").spliterator(), false)
                                .map(file -> file.path("url")))
                .map(JsonNode::asText)
                .toList();
        assertThat(links)
                .hasSize(2)
                .allSatisfy(link -> assertThat(get(link).status()).isEqualTo(200));
        assertThat(Instant.parse(body.path("urlsEnd").asText()))
                .isEqualTo(clock.instant().plusSeconds(5));
        clock.move(Duration.ofSeconds(5).plus(GRACE));
        links.forEach(link -> problem(get(link), 401));
    }

    @Test
    void removingAKeyEndsTheLinksThatItsLinksLedTo() {
        String link = signed(POSTER, "old", Duration.ofHours(1));
        String file = followed(link);
        assertThat(file).contains("key=old");
        acceptKeys(NEW);
        problem(get(link), 401);
        problem(get(file), 401);
    }

    @Test
    void tracksOfALadderAreSignedWithTheRequestsKey() {
        publish("hls", "master.m3u8", "#EXTM3U\nvideo.m3u8\n", "video.m3u8", "#EXTM3U\nvideo.mp4\n", "video.mp4", "x");
        String playlist = last(get(signed(HLS, "old", Duration.ofMinutes(10))));
        String media = last(get(playlist));
        assertThat(playlist).contains("key=old");
        assertThat(media).startsWith(FileLinks.PATH).contains("key=old");
        clock.move(Duration.ofMinutes(10).plus(GRACE));
        problem(get(media), 401);
        problem(get(playlist), 401);
    }

    /** Links in the listing of the store, as the page shows it. */
    @Test
    void linksOfAPageExpireWithItsSession() {
        String session = signed("/", "old", Duration.ofMinutes(1));
        ApiRequest list = new ApiRequest(
                "GET",
                "/v1/stored",
                Map.of(),
                Map.of("cookie", "renditions-page=" + session.substring(session.indexOf('?') + 1)),
                new Caller.Address("192.0.2.1"));
        String file = new StoredFiles(parts()).link(poster, poster.manifest().main(), list);
        assertThat(file).contains("key=old");
        assertThat(get(file).status()).isEqualTo(200);
        clock.move(Duration.ofMinutes(1).plus(GRACE));
        problem(get(file), 401);
    }

    @Test
    void linksToS3ExpireInTheSameWay() {
        AnswerLinks links = AnswerLinks.to(request(new Caller.Address("192.0.2.1"), 5), parts());
        assertThat(links.file()).isEqualTo(new LinkTerms(Optional.of("old"), GRACE.plusSeconds(5)));
        assertThat(links.text()).isEqualTo(new LinkTerms(Optional.of("old"), Duration.ofSeconds(5)));
    }

    /** A request may wait for its rendition until after its own link has expired. */
    @Test
    void responseAfterTheLinksExpiryHasNoWorkingPlaylistLinks() {
        publish("hls", "master.m3u8", "#EXTM3U\nvideo.m3u8\n", "video.m3u8", "#EXTM3U\n");
        String session = signed("/", "old", Duration.ofMinutes(1));
        ApiRequest ended = new ApiRequest(
                "GET",
                "/v1/stored",
                Map.of(),
                Map.of("cookie", "renditions-page=" + session.substring(session.indexOf('?') + 1)),
                new Caller.Address("192.0.2.1"));
        clock.move(Duration.ofSeconds(80));
        AnswerLinks links = AnswerLinks.to(ended, parts());
        assertThat(links.text().lifetime()).isEqualTo(Duration.ofSeconds(-20));
        assertThat(links.end()).isEqualTo(clock.instant().minusSeconds(20));
        problem(get(signer.signed(HLS, links.text())), 401);
        assertThat(get(signer.signed(POSTER, links.file())).status())
                .as("within the extra lifetime of file links")
                .isEqualTo(302);
    }

    @Test
    void callersWithoutALinkGetLinksWithTheFullLifetime() {
        Caller principal = new Caller.Principal("arn:aws:iam::1:user/x", Optional.of("AKIA1"));
        assertThat(AnswerLinks.to(request(principal, 5), parts()).file()).isEqualTo(LinkTerms.of(WEEK));
        ApiRequest bare = new ApiRequest("GET", POSTER, Map.of(), Map.of(), new Caller.Address("192.0.2.1"));
        assertThat(AnswerLinks.to(bare, parts()).file()).isEqualTo(LinkTerms.of(WEEK));
    }

    @Test
    void cachedResponsesAreNotReusedForAnotherSignature() {
        publish("hls", "master.m3u8", "#EXTM3U\nvideo.m3u8\n", "video.m3u8", "#EXTM3U\n");
        ApiResponse shorter = get(signed(HLS, "old", Duration.ofSeconds(60)));
        String longer = signed(HLS, "new", Duration.ofHours(1));
        assertThat(get(longer, "if-none-match", shorter.headers().get("ETag")).status())
                .isEqualTo(200);
        assertThat(shorter.headers()).containsEntry("Cache-Control", "private, max-age=15");
    }

    private ApiRequest request(Caller caller, int seconds) {
        Map<String, List<String>> query = Map.of(
                "expires",
                        List.of(String.valueOf(
                                clock.instant().plusSeconds(seconds).getEpochSecond())),
                "key", List.of("old"),
                "signature", List.of("x"));
        return new ApiRequest("GET", POSTER, query, Map.of(), caller);
    }

    private static String last(ApiResponse playlist) {
        assertThat(playlist.status()).isEqualTo(200);
        return text(playlist).lines().reduce((a, b) -> b).orElseThrow();
    }
}
