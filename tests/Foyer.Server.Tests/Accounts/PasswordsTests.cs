using System.Security.Cryptography;
using System.Text;
using Foyer.Server.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Foyer.Server.Tests.Accounts;

public sealed class PasswordsTests
{
    [Fact]
    public async Task Only_the_right_password_is_right()
    {
        var passwords = new Passwords([1], cost: 4);
        var hash = await passwords.HashAsync("pässword\0one", default);

        (await passwords.VerifyAsync(hash, "pässword\0one", default)).ShouldBeTrue();
        (await passwords.VerifyAsync(hash, "pässword\0two", default)).ShouldBeFalse();
        (await passwords.VerifyAsync(null, "pässword\0one", default)).ShouldBeFalse();
        (await passwords.VerifyAsync(null, "", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Hashes_of_servers_without_bcrypt_are_read_and_outdated()
    {
        var secret = Convert.ToBase64String(HMACSHA256.HashData(new byte[] { 1 }, Encoding.UTF8.GetBytes("password")));
        var options = Options.Create(new PasswordHasherOptions { IterationCount = 1000 });
        var hash = new PasswordHasher<object>(options).HashPassword(new object(), secret);
        var passwords = new Passwords([1], cost: 4);

        (await passwords.VerifyAsync(hash, "password", default)).ShouldBeTrue();
        (await passwords.VerifyAsync(hash, "Password", default)).ShouldBeFalse();
        passwords.IsOutdated(hash, "password").ShouldBeTrue();
    }

    [Fact]
    public async Task The_whole_of_a_long_password_counts()
    {
        var passwords = new Passwords([1], cost: 4);
        var hash = await passwords.HashAsync(new string('x', 127) + "a", default);

        (await passwords.VerifyAsync(hash, new string('x', 127) + "b", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Hashes_differ_and_are_worth_nothing_without_the_pepper()
    {
        var passwords = new Passwords([1], cost: 4);
        var hash = await passwords.HashAsync("password", default);

        (await passwords.HashAsync("password", default)).ShouldNotBe(hash);
        (await new Passwords([2], cost: 4).VerifyAsync(hash, "password", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_real_cost_is_twelve_and_less_is_outdated()
    {
        var cheap = await new Passwords([1], cost: 4).HashAsync("password", default);
        var real = await new Passwords([1]).HashAsync("password", default);

        real.ShouldStartWith("$2b$12$");
        new Passwords([1]).IsOutdated(cheap, "password").ShouldBeTrue();
        new Passwords([1]).IsOutdated(real, "password").ShouldBeFalse();
    }
}
