namespace Foyer.Server.Gateways.Loop;

/// <summary>What a descriptor is watched for and found ready for: the bits of epoll. Errors count as both when they come.</summary>
[Flags]
internal enum Readiness : uint
{
    None = 0,
    Readable = 0x1,
    Writable = 0x4,
}
