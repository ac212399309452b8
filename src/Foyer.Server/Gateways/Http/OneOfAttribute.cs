namespace Foyer.Server.Gateways.Http;

/// <summary>Marks a type of the API document that stands for one of several others.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OneOfAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types => types;
}
