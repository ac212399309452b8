using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Web;

namespace Foyer.Server.Tests.Web;

public sealed class InitialsAvatarTests
{
    [Fact]
    public void Hue_and_initials_are_those_of_the_shared_cases()
    {
        var cases = Vectors.Read("avatars.json");
        cases.GetArrayLength().ShouldBeGreaterThan(20);
        foreach (var one in cases.EnumerateArray())
        {
            var name = one.GetProperty("name").GetString()!;

            InitialsAvatar.Hue(name).ShouldBe(one.GetProperty("hue").GetInt32(), name);
            InitialsAvatar.Initials(name).ShouldBe(one.GetProperty("initials").GetString(), name);
        }
    }
}
