using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Heat.Core.Templates.Yaql.Evaluation;
using Heat.Core.Values;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Numbers: operators, rounding, bits, and what is a number at all.</summary>
internal static partial class Arithmetic
{
    [YaqlFunction("#operator_+")]
    public static Number Add(Number left, Number right) => left + right;

    [YaqlFunction("#operator_-")]
    public static Number Subtract(Number left, Number right) => left - right;

    [YaqlFunction("#operator_*")]
    public static Number Multiply(Number left, Number right) => left * right;

    [YaqlFunction("#operator_/")]
    public static Number Divide(Number left, Number right) => left / right;

    [YaqlFunction("#operator_mod")]
    public static Number Remainder(Number left, Number right) => left % right;

    [YaqlFunction("#unary_operator_+")]
    public static Number Plus(Number op) => op;

    [YaqlFunction("#unary_operator_-")]
    public static Number Minus(Number op) => -op;

    [YaqlFunction("abs")]
    public static Number Absolute(Number op) => op.Sign < 0 ? -op : op;

    [YaqlFunction("sign")]
    public static Number Sign(Number num) => num.Sign;

    [YaqlFunction("int")]
    public static Number Integer(object? value) => value switch
    {
        null => 0,
        bool flag => flag ? 1 : 0,
        Number number => Truncated(number),
        string text when WholeNumber().IsMatch(text.Trim()) => BigInteger.Parse(text.Trim().Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture),
        string text => throw YaqlFaults.Value($"invalid literal for int() with base 10: {Notation.Literal(text)}"),
        _ => throw YaqlFaults.Type($"int() argument must be a string, a bytes-like object or a real number, not '{Notation.KindOf(value)}'"),
    };

    [YaqlFunction("float")]
    public static Number Fraction(object? value) => value switch
    {
        null => 0.0,
        bool flag => flag ? 1.0 : 0.0,
        Number number => number.AsDouble,
        string text when NumberText.TryNumber(text, out var number) => number.AsNumber()!.Value,
        string text => throw YaqlFaults.Value($"could not convert string to float: {Notation.Literal(text)}"),
        _ => throw YaqlFaults.Type($"float() argument must be a string or a real number, not '{Notation.KindOf(value)}'"),
    };

    [YaqlFunction("round")]
    public static Number Round(Number number, int ndigits = 0)
    {
        if (ndigits >= 0)
            return number.IsWhole || ndigits > 15 ? number : Math.Round(number.AsDouble, ndigits, MidpointRounding.ToEven);
        if (ndigits < -300)
            return number.IsWhole ? 0 : 0.0;
        if (!number.IsWhole)
            return Math.Round(number.AsDouble / Math.Pow(10, -ndigits), MidpointRounding.ToEven) * Math.Pow(10, -ndigits);
        var unit = BigInteger.Pow(10, -ndigits);
        var rest = (number % unit).Whole;
        var lower = number.Whole - rest;
        return rest * 2 < unit || (rest * 2 == unit && (lower / unit).IsEven) ? lower : lower + unit;
    }

    [YaqlFunction("pow")]
    public static Number Power(Scope here, Number a, Number b, Number? c = null)
    {
        if (c is { } modulus)
            return ModularPower(a, b, modulus);
        if (a.IsZero && b.Sign < 0)
            throw YaqlFaults.DivisionByZero("0.0 cannot be raised to a negative power");
        if (!a.IsWhole || !b.IsWhole || b.Sign < 0)
            return Math.Pow(a.AsDouble, b.AsDouble);
        here.Effort.CheckMemory((double)a.Whole.GetBitLength() * b.AsDouble / 8);
        return b.Clamped == int.MaxValue ? BigInteger.ModPow(a.Whole, b.Whole, 4) : BigInteger.Pow(a.Whole, b.Clamped);
    }

    [YaqlFunction("random")]
    public static Number Random() => System.Random.Shared.NextDouble();

    [YaqlFunction("random")]
    public static Number Random(int from, int to) =>
        from <= to ? (BigInteger)System.Random.Shared.NextInt64(from, (long)to + 1) : throw YaqlFaults.Value($"empty range for randrange() ({from}, {(long)to + 1}, {(long)to + 1 - from})");

    [YaqlFunction("bitwiseAnd")]
    public static Number BitwiseAnd(BigInteger left, BigInteger right) => left & right;

    [YaqlFunction("bitwiseOr")]
    public static Number BitwiseOr(BigInteger left, BigInteger right) => left | right;

    [YaqlFunction("bitwiseXor")]
    public static Number BitwiseXor(BigInteger left, BigInteger right) => left ^ right;

    [YaqlFunction("bitwiseNot")]
    public static Number BitwiseNot(BigInteger arg) => -arg - 1;

    [YaqlFunction("shiftBitsLeft")]
    public static Number ShiftLeft(Scope here, BigInteger value, int bitsNumber)
    {
        if (bitsNumber < 0)
            throw YaqlFaults.Value("negative shift count");
        here.Effort.CheckMemory(bitsNumber / 8.0);
        return bitsNumber < 1_000_000 ? value << bitsNumber : throw YaqlFaults.TooMuchMemory();
    }

    [YaqlFunction("shiftBitsRight")]
    public static Number ShiftRight(BigInteger value, int bitsNumber) => bitsNumber >= 0 ? value >> bitsNumber : throw YaqlFaults.Value("negative shift count");

    [YaqlFunction("hex")]
    public static string Hexadecimal(Number? num)
    {
        if (num is not { IsWhole: true } number)
            throw YaqlFaults.Type($"'{(num is null ? "NoneType" : "float")}' object cannot be interpreted as an integer");
        var digits = BigInteger.Abs(number.Whole).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return $"{(number.Sign < 0 ? "-" : "")}0x{(digits.Length == 0 ? "0" : digits)}";
    }

    private static Number Truncated(Number number) =>
        number.IsWhole || double.IsFinite(number.AsDouble) ? number.Whole
        : double.IsNaN(number.AsDouble) ? throw YaqlFaults.Value("cannot convert float NaN to integer")
        : throw YaqlFaults.Overflow("cannot convert float infinity to integer");

    private static Number ModularPower(Number a, Number b, Number modulus)
    {
        if (!a.IsWhole || !b.IsWhole || !modulus.IsWhole)
            throw YaqlFaults.Type("pow() 3rd argument not allowed unless all arguments are integers");
        if (modulus.IsZero)
            throw YaqlFaults.Value("pow() 3rd argument cannot be 0");
        return b.Sign >= 0 ? BigInteger.ModPow(a.Whole, b.Whole, modulus.Whole) % modulus : throw YaqlFaults.Value("base is not invertible for the given modulus");
    }

    [GeneratedRegex(@"^[+-]?[0-9]+(?:_[0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();
}
