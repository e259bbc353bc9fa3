package dev.renditions.index.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's certificate and key, signed by a new authority, made with the JDK's keytool.
 *
 * @param authority the certificate of the authority
 * @param pem the server's certificate
 * @param keyPem the server's key, for servers that are not written in Java
 * @param server a TLS context with both, for servers in Java
 */
public record Certificate(Path authority, Path pem, Path keyPem, SSLContext server) {
    private static final String PASSWORD = "changeit";

    /**
     * Makes a certificate in a new folder below the given one, valid for two days, for names such as
     * {@code dns:localhost} and {@code ip:127.0.0.1}.
     */
    public static Certificate of(Path folder, String... names) {
        return make(folder, "-0d", names);
    }

    /** Makes a certificate that was valid until yesterday. */
    static Certificate expired(Path folder, String... names) {
        return make(folder, "-3d", names);
    }

    private static Certificate make(Path parent, String start, String... names) {
        try {
            Path folder = Files.createTempDirectory(parent, "certificate");
            Path store = folder.resolve("server.p12");
            keytool(store, "ca", "-5d", "10", "-dname", "CN=authority", "-ext", "bc:c");
            String san = "san=" + String.join(",", names);
            keytool(store, "server", start, "2", "-dname", "CN=server", "-signer", "ca", "-ext", san);
            return read(store, folder);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("making a certificate failed", e);
        }
    }

    private static Certificate read(Path store, Path folder) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] authority = keys.getCertificate("ca").getEncoded();
        byte[] certificate = keys.getCertificate("server").getEncoded();
        byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
        // Otherwise the server might present the key and certificate of the authority.
        keys.deleteEntry("ca");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(managers.getKeyManagers(), null, null);
        return new Certificate(
                pem(folder.resolve("authority.pem"), "CERTIFICATE", authority),
                pem(folder.resolve("server.pem"), "CERTIFICATE", certificate),
                pem(folder.resolve("server.key"), "PRIVATE KEY", key),
                server);
    }

    private static void keytool(Path store, String alias, String start, String days, String... more)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(
                List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-startdate", start, "-validity", days));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
