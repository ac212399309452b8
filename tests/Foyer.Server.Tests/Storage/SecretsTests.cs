using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Storage;

/// <summary>Secrets are long, different each time and safe in addresses; their stored form is a hash.</summary>
public sealed class SecretsTests
{
    [Fact]
    public void Each_secret_is_different_and_needs_no_escaping()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => Secrets.Create()).ToList();

        secrets.ShouldBeUnique();
        foreach (var secret in secrets.Append(Secrets.Create(32)))
            Uri.EscapeDataString(secret).ShouldBe(secret);
        (secrets[0].Length, Secrets.Create(32).Length).ShouldBe((22, 43));
    }

    [Fact]
    public void The_stored_form_is_the_SHA_256_of_the_text() =>
        Secrets.Hash("abc").ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
