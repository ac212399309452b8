using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Accounts;

public sealed class SignInTests
{
    [Fact]
    public async Task One_registers_confirms_signs_in_and_is_known()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var me = (await ada.GetAsync("/api/users/me")).ShouldBe(200).Json;

        me.GetProperty("username").GetString().ShouldBe("ada");
        me.GetProperty("email").GetString().ShouldBe("ada@example.org");
        me.GetProperty("role").GetString().ShouldBe("owner");
    }
}
