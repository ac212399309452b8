using System.Reflection;
using System.Reflection.Emit;

namespace Foyer.Server.Tests;

/// <summary>Every type that a type names: in what it is, in its signatures, and in the code of its methods.</summary>
internal static class TypeReferences
{
    private const BindingFlags All =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes)
        .GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type) => Whole(type).SelectMany(Parts).Distinct();

    /// <summary>The same, with constructed generic types as they are and not split into their arguments.</summary>
    public static IEnumerable<Type> Whole(Type type) =>
        new[] { type.BaseType }
            .Concat(type.GetInterfaces())
            .Concat(type.GetFields(All).Select(field => field.FieldType))
            .Concat(type.GetMethods(All).SelectMany(method => Signature(method).Append(method.ReturnType)))
            .Concat(type.GetConstructors(All).SelectMany(Signature))
            .OfType<Type>();

    public static IEnumerable<Type> WithNested(this Type type) =>
        type.GetNestedTypes(All).SelectMany(WithNested).Prepend(type);

    private static IEnumerable<Type?> Signature(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType).Concat(Body(method));

    private static IEnumerable<Type?> Body(MethodBase method) =>
        method.GetMethodBody() is { } body
            ? body.LocalVariables.Select(local => local.LocalType).Concat(Code(method, body.GetILAsByteArray()!))
            : [];

    private static IEnumerable<Type?> Code(MethodBase method, byte[] code)
    {
        for (var at = 0; at < code.Length; )
        {
            var two = code[at] == 0xFE;
            var op = OpCodes[two ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += two ? 2 : 1;
            if (
                op.OperandType
                is OperandType.InlineMethod
                    or OperandType.InlineField
                    or OperandType.InlineType
                    or OperandType.InlineTok
            )
                foreach (var named in Member(method, BitConverter.ToInt32(code, at)))
                    yield return named;
            at += Length(op, code, at);
        }
    }

    private static IEnumerable<Type?> Member(MethodBase method, int token)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var member = method.Module.ResolveMember(token, typeArguments, methodArguments)!;
        return member switch
        {
            Type named => [named],
            MethodInfo called => [.. called.GetGenericArguments(), called.ReturnType, called.DeclaringType],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            _ => [member.DeclaringType],
        };
    }

    private static int Length(OpCode op, byte[] code, int at) =>
        op.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
            _ => 4,
        };

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];
}
