package org.gridwatch.map.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The certificate and key as the broker wants them: a PKCS#12 file, made anew at every start, whose
 * password is known to this process alone.
 */
record TlsKeys(Path keyStore, String password) {

  static TlsKeys of(RunOptions.Tls pem, Secrets secrets) throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    var details =
        PemSslStoreDetails.forCertificate(pem.certificate().toUri().toString())
            .withPrivateKey(pem.key().toUri().toString())
            .withPassword(password)
            .withAlias("gridwatch");
    secrets.write("broker-tls.p12", "");
    Path file = secrets.file("broker-tls.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = new PemSslStoreBundle(PemSslStore.load(details), null).getKeyStore();
      if (store == null) {
        throw new BadOptions("--tls-certificate " + pem.certificate() + " holds no certificate");
      }
      store.store(out, password.toCharArray());
    } catch (GeneralSecurityException | IllegalStateException unusable) {
      throw new BadOptions(
          "--tls-certificate "
              + pem.certificate()
              + " and --tls-key "
              + pem.key()
              + " cannot be used: "
              + unusable.getMessage());
    }
    return new TlsKeys(file, password);
  }
}
