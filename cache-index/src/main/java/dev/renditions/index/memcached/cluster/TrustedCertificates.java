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

/** Whose certificates are good. */
final class TrustedCertificates {
    private static final char @Nullable [] NO_PASSWORD = null;

    private TrustedCertificates() {}

    /**
     * TLS as the settings have it, read anew each time; absent where they have none.
     *
     * @throws IOException with a sentence, if their file of authorities can't be read or holds no certificate
     */
    static Optional<SSLContext> of(MemcachedSettings settings) throws IOException {
        return settings.mode().encrypts() ? Optional.of(context(settings.trustedCertificates())) : Optional.empty();
    }

    /**
     * TLS that trusts the authorities in a PEM file and no others, or those that the Java runtime trusts.
     *
     * @throws IOException with a sentence, if the file can't be read or holds no certificate
     */
    static SSLContext context(Optional<Path> pem) throws IOException {
        try {
            return pem.isEmpty() ? SSLContext.getDefault() : trusting(pem.get());
        } catch (CertificateException e) {
            throw new IOException("the trusted certificates in " + pem.orElseThrow() + " can't be read: " + e, e);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java runtime has no TLS: " + e, e);
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
            throw new IOException("the trusted certificates in " + pem + " can't be read: " + e, e);
        }
        if (read.isEmpty()) {
            throw new IOException("there is no certificate in " + pem);
        }
        return read;
    }
}
