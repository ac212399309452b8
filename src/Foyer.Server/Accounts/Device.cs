using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Foyer.Server.Settings;

namespace Foyer.Server.Accounts;

/// <summary>The origin of a request, as determined by the gateway.</summary>
/// <param name="Address">The network address; never taken from client input.</param>
/// <param name="Agent">The client's user agent.</param>
public sealed partial record Device(string Address, string Agent)
{
    private const int LongestAgent = 400;

    public string Agent { get; } = Agent.Length > LongestAgent ? Agent[..LongestAgent] : Agent;

    public bool IsLoopback => IPAddress.TryParse(Address, out var address) && IPAddress.IsLoopback(Plain(address));

    /// <summary>
    /// The IPv4 address, or the /64 prefix of an IPv6 address: within one, a machine can change its address at will.
    /// </summary>
    public string Network => NetworkOf(Address);

    /// <summary>True when the session may be used from here: a browser's update changes its version numbers only.</summary>
    public bool Matches(SessionBinding binding, string address, string agent) =>
        binding switch
        {
            SessionBinding.None => true,
            SessionBinding.Agent => IsSameAgent(agent),
            SessionBinding.Strict => IsSameAgent(agent) && NetworkOf(address) == Network,
        };

    private bool IsSameAgent(string other) => Agent == other || WithoutVersions(Agent) == WithoutVersions(other);

    private static string WithoutVersions(string agent) => Versions().Replace(agent, "");

    private static string NetworkOf(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
            return text;
        address = Plain(address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    [GeneratedRegex("[0-9][0-9._]*")]
    private static partial Regex Versions();
}
