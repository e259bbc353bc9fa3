package dev.renditions.index.memcached.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Loads the trusted certificate authorities. */
final class TrustedCertificates {
    private static final char @Nullable [] NO_PASSWORD = null;

    private TrustedCertificates() {}

    /**
     * The TLS context of the settings, read anew each time; empty without TLS.
     *
     * @throws IOException with a message, if the file of authorities is unreadable or contains no certificate
     */
    static Optional<SSLContext> of(MemcachedSettings settings) throws IOException {
        return settings.mode().encrypts() ? Optional.of(context(settings.trustedCertificates())) : Optional.empty();
    }

    /**
     * A TLS context that trusts only the authorities in a PEM file, or, without a file, those of the Java runtime.
     *
     * @throws IOException with a message, if the file is unreadable or contains no certificate
     */
    static SSLContext context(Optional<Path> pem) throws IOException {
        try {
            return pem.isEmpty() ? SSLContext.getDefault() : trusting(pem.get());
        } catch (CertificateException e) {
            throw new IOException("the trusted certificates in " + pem.orElseThrow() + " are unreadable: " + e, e);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is missing in this Java runtime: " + e, e);
        }
    }

    private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        for (Certificate certificate : certificates(pem)) {
            store.setCertificateEntry("authority " + store.size(), certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static Collection<? extends Certificate> certificates(Path pem) throws IOException, CertificateException {
        Collection<? extends Certificate> read;
        try (InputStream in = Files.newInputStream(pem)) {
            read = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException e) {
            throw new IOException("the trusted certificates in " + pem + " are unreadable: " + e, e);
        }
        if (read.isEmpty()) {
            throw new IOException("no certificate found in " + pem);
        }
        return read;
    }
}
