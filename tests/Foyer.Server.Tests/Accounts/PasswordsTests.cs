using Foyer.Server.Accounts;

namespace Foyer.Server.Tests.Accounts;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_the_right_password_is_right(bool bcrypt)
    {
        var passwords = new Passwords([1], cost: 4, bcrypt);
        var hash = await passwords.HashAsync("pässword\0one", default);

        (await passwords.VerifyAsync(hash, "pässword\0one", default)).ShouldBeTrue();
        (await passwords.VerifyAsync(hash, "pässword\0two", default)).ShouldBeFalse();
        (await passwords.VerifyAsync(null, "pässword\0one", default)).ShouldBeFalse();
        (await passwords.VerifyAsync(null, "", default)).ShouldBeFalse();
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
