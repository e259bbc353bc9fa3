package dev.renditions.s3;

import dev.renditions.api.SourceName;
import dev.renditions.support.UrlPath;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Validates URLs from callers that claim to be presigned {@code GET}s of an object. The request to S3 is built anew
 * from the validated parts, so that no other parser can understand the URL differently. Immutable.
 *
 * @param scheme the scheme of S3's URLs
 * @param host S3's host names without a bucket's name, with the port if there is one
 */
record PresignedGet(String scheme, Pattern host) {
    private static final int LONGEST = 8192;
    private static final Pattern URL =
            Pattern.compile("(https?)://([A-Za-z0-9.:\\[\\]-]+)(/[^?#]*)\\?([A-Za-z0-9._~%=&/+-]+)");
    /** Checked here, since the message of Java's own exception would quote the URL. */
    private static final Pattern HALF_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final Set<String> NEEDED = Set.of(
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-signedheaders",
            "x-amz-signature");
    /**
     * Parameters that SDKs add. All others are refused, since they could select something else, such as an old version
     * with other permissions.
     */
    private static final Set<String> HARMLESS =
            Set.of("x-amz-security-token", "x-amz-content-sha256", "x-amz-checksum-mode", "x-id");

    private static final String OPERATION = "GetObject";

    /** Accepts URLs of a single endpoint: an S3 service other than AWS's, or an emulator. */
    static PresignedGet atEndpoint(URI endpoint) {
        return new PresignedGet(
                endpoint.getScheme(),
                Pattern.compile(Pattern.quote(endpoint.getAuthority().toLowerCase(Locale.ROOT))));
    }

    /** Accepts URLs of S3 in all regions of one AWS partition, such as the standard one or that of China. */
    static PresignedGet inPartitionOf(Region region) {
        PartitionMetadata partition = PartitionMetadata.of(region);
        String regions = partition.regionRegex().replaceAll("^\\^|\\$$", "");
        String regional = "s3(-fips)?(\\.dualstack)?\\.(" + regions + ")\\." + Pattern.quote(partition.dnsSuffix());
        // The oldest, global host name belongs to the standard partition only, though other partitions have the same
        // suffix.
        String global = partition.id().equals("aws") ? "|s3\\.amazonaws\\.com" : "";
        return new PresignedGet("https", Pattern.compile("(" + regional + global + ")"));
    }

    /**
     * The URL to request from S3.
     *
     * @throws IllegalArgumentException if the URL is not of that object, not in S3, or not presigned; the message does
     *     not repeat any part of the URL
     */
    URI check(String url, SourceName source) {
        Matcher parts = URL.matcher(url);
        if (url.length() > LONGEST
                || !parts.matches()
                || HALF_ESCAPE.matcher(parts.group(4)).find()) {
            throw new IllegalArgumentException("not a presigned URL");
        }
        String authority = parts.group(2).toLowerCase(Locale.ROOT);
        Optional<String> folder = folder(authority, source);
        if (!parts.group(1).equals(scheme) || folder.isEmpty()) {
            throw new IllegalArgumentException("the URL does not lead to the bucket in S3; sign one of "
                    + "https://BUCKET.s3.REGION.amazonaws.com/KEY or https://s3.REGION.amazonaws.com/BUCKET/KEY");
        }
        List<String> path =
                Stream.of((folder.get() + source.key()).split("/", -1)).toList();
        if (!UrlPath.parse(parts.group(3)).segments().equals(path)) {
            throw new IllegalArgumentException("the URL is of another object");
        }
        checkQuery(parts.group(4));
        return URI.create(scheme + "://" + authority + new UrlPath(path).canonical() + "?" + parts.group(4));
    }

    /**
     * What precedes the key in the path: nothing if the host's name contains the bucket. Absent if the host is not S3.
     */
    private Optional<String> folder(String authority, SourceName source) {
        if (host.matcher(authority).matches()) {
            return Optional.of(source.bucket() + "/");
        }
        String inFront = source.bucket() + ".";
        boolean virtual = authority.startsWith(inFront)
                && host.matcher(authority.substring(inFront.length())).matches();
        return virtual ? Optional.of("") : Optional.empty();
    }

    private static void checkQuery(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (!NEEDED.contains(name) && !HARMLESS.contains(name)) {
                throw new IllegalArgumentException("the URL has a parameter that a presigned GET does not need");
            }
            if (parameters.put(name, parameter.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("the URL has the parameter '" + name + "' twice");
            }
        }
        String missing = NEEDED.stream()
                .filter(name -> !parameters.containsKey(name))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the URL is not presigned by Signature Version 4: it lacks " + missing);
        }
        // Some SDKs name the operation. S3 would refuse another method's signature too, but with a less helpful
        // message.
        if (!parameters.getOrDefault("x-id", OPERATION).equals(OPERATION)) {
            throw new IllegalArgumentException(
                    "the URL is not a presigned GET (GetObject); a presigned HEAD is not enough");
        }
        if (!"AWS4-HMAC-SHA256".equals(parameters.get("x-amz-algorithm"))
                || !"host".equals(parameters.get("x-amz-signedheaders"))) {
            throw new IllegalArgumentException(
                    "the URL must be presigned with AWS4-HMAC-SHA256 over the header 'host' only");
        }
    }
}
