using System.Globalization;
using System.Numerics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>A number of a query: a whole one of any size, or a fraction. Whole numbers divide with the floor, as in the reference.</summary>
internal readonly struct Number : IEquatable<Number>, IComparable<Number>
{
    private readonly BigInteger _whole;
    private readonly double _fraction;

    public Number(BigInteger whole)
    {
        _whole = whole;
        IsWhole = true;
    }

    public Number(double fraction) => _fraction = fraction;

    public bool IsWhole { get; }

    /// <summary>The whole number; of a fraction what stands before the point.</summary>
    public BigInteger Whole => IsWhole ? _whole : (BigInteger)_fraction;

    // The conversion of large whole numbers cuts off instead of rounding.
    public double AsDouble => !IsWhole ? _fraction
        : _whole >= long.MinValue && _whole <= long.MaxValue ? (long)_whole
        : double.Parse(_whole.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public bool IsZero => IsWhole ? _whole.IsZero : _fraction == 0;

    public int Sign => IsWhole ? _whole.Sign : Math.Sign(_fraction);

    /// <summary>The whole number that is nearest and still fits.</summary>
    public int Clamped => (int)BigInteger.Clamp(_whole, int.MinValue, int.MaxValue);

    public static implicit operator Number(int whole) => new((BigInteger)whole);

    public static implicit operator Number(BigInteger whole) => new(whole);

    public static implicit operator Number(double fraction) => new(fraction);

    public static Number operator +(Number left, Number right) => AreWhole(left, right) ? left._whole + right._whole : left.AsDouble + right.AsDouble;

    public static Number operator -(Number left, Number right) => AreWhole(left, right) ? left._whole - right._whole : left.AsDouble - right.AsDouble;

    public static Number operator *(Number left, Number right) => AreWhole(left, right) ? left._whole * right._whole : left.AsDouble * right.AsDouble;

    public static Number operator -(Number number) => number.IsWhole ? -number._whole : -number._fraction;

    public static Number operator /(Number left, Number right)
    {
        if (right.IsZero)
            throw YaqlFaults.DivisionByZero(AreWhole(left, right) ? "integer division or modulo by zero" : "float division by zero");
        return AreWhole(left, right) ? (left._whole - FloorRemainder(left._whole, right._whole)) / right._whole : left.AsDouble / right.AsDouble;
    }

    /// <summary>The remainder, with the sign of the divisor.</summary>
    public static Number operator %(Number left, Number right)
    {
        if (right.IsZero)
            throw YaqlFaults.DivisionByZero(AreWhole(left, right) ? "integer modulo by zero" : "float modulo");
        if (AreWhole(left, right))
            return FloorRemainder(left._whole, right._whole);
        var remainder = Math.IEEERemainder(left.AsDouble, right.AsDouble);
        return remainder != 0 && Math.Sign(remainder) != right.Sign ? remainder + right.AsDouble : remainder;
    }

    public static bool operator ==(Number left, Number right) => left.Equals(right);

    public static bool operator !=(Number left, Number right) => !left.Equals(right);

    public static bool operator <(Number left, Number right) => AreWhole(left, right) ? left._whole < right._whole : left.AsDouble < right.AsDouble;

    public static bool operator >(Number left, Number right) => right < left;

    public static bool operator <=(Number left, Number right) => AreWhole(left, right) ? left._whole <= right._whole : left.AsDouble <= right.AsDouble;

    public static bool operator >=(Number left, Number right) => right <= left;

    public bool Equals(Number other) => AreWhole(this, other) ? _whole == other._whole : AsDouble == other.AsDouble;

    public override bool Equals(object? obj) => obj is Number number && Equals(number);

    public override int GetHashCode() => AsDouble.GetHashCode();

    public int CompareTo(Number other) => this < other ? -1 : this > other ? 1 : 0;

    public override string ToString() => IsWhole ? _whole.ToString(CultureInfo.InvariantCulture) : ValueText.Number(_fraction);

    private static bool AreWhole(Number left, Number right) => left.IsWhole && right.IsWhole;

    private static BigInteger FloorRemainder(BigInteger left, BigInteger right)
    {
        var remainder = BigInteger.Remainder(left, right);
        return remainder.Sign != 0 && remainder.Sign != right.Sign ? remainder + right : remainder;
    }
}
