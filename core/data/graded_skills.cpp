// SPDX-License-Identifier: Apache-2.0
#include "core/data/graded_skills.h"

#include "core/base/error.h"

#include <array>

namespace core::data {
namespace {

constexpr std::array<std::string_view, 8> people{ "Ann", "Ben", "Eva", "Jim", "Lea", "Max", "Sue", "Tom" };
constexpr std::array<std::string_view, 6> things{ "pens", "cups", "eggs", "books", "coins", "apples" };

template <std::size_t Size> std::string oneOf(const std::array<std::string_view, Size>& words, RandomStream& random)
{
    return std::string(words[static_cast<std::size_t>(random.below(Size))]);
}

std::string text(std::int64_t number)
{
    return std::to_string(number);
}

GradedProblem answered(std::string instruction, std::string answer, bool harder)
{
    return { std::move(instruction), answer, answer, harder };
}

/// A number of exactly `digits` digits.
std::int64_t numberOf(std::int64_t digits, RandomStream& random)
{
    std::int64_t least = 1;
    for (std::int64_t i = 1; i < digits; ++i)
        least *= 10;
    return random.between(least, 10 * least - 1);
}

GradedProblem lastDigit(RandomStream& random)
{
    const std::int64_t digits = random.between(3, 5);
    const std::string number = text(numberOf(digits, random));
    const bool last = random.below(2) == 0;
    const std::string which = last ? "last" : "first";
    const std::string answer(1, last ? number.back() : number.front());
    const std::string instruction
        = random.below(2) == 0 ? "What is the " + which + " digit of " + number + "?" : number + ": " + which + " digit?";
    return answered(instruction, answer, digits == 5);
}

GradedProblem addition(RandomStream& random)
{
    const std::int64_t a = random.between(1, 9);
    const std::int64_t b = random.between(1, 9);
    std::string instruction;
    switch (random.below(3)) {
    case 0:
        instruction = "What is " + text(a) + " + " + text(b) + "?";
        break;
    case 1:
        instruction = "Add " + text(a) + " and " + text(b) + ".";
        break;
    default: {
        const std::string person = oneOf(people, random);
        instruction
            = person + " has " + text(a) + " " + oneOf(things, random) + " and gets " + text(b) + " more. How many now?";
    }
    }
    return answered(instruction, text(a + b), a + b >= 10);
}

GradedProblem comparison(RandomStream& random)
{
    const std::int64_t a = random.between(10, 99);
    std::int64_t b = random.between(10, 98);
    b += b >= a ? 1 : 0; // never equal
    const bool larger = random.below(2) == 0;
    const std::string word = larger ? "larger" : "smaller";
    const std::string instruction = random.below(2) == 0 ? "Which is " + word + ", " + text(a) + " or " + text(b) + "?"
                                                         : text(a) + " or " + text(b) + ": which is " + word + "?";
    return answered(instruction, text((a > b) == larger ? a : b), a / 10 == b / 10);
}

GradedProblem twoSteps(RandomStream& random)
{
    const std::int64_t a = random.between(1, 9);
    const std::int64_t b = random.between(1, 9);
    const std::int64_t sum = a + b;
    const std::int64_t c = random.between(1, sum - 1);
    const std::string person = oneOf(people, random);
    const std::string instruction = person + " has " + text(a) + " " + oneOf(things, random) + ", gets " + text(b)
        + " more and loses " + text(c) + ". How many now?";
    const std::string output
        = text(a) + "+" + text(b) + "=" + text(sum) + ", " + text(sum) + "-" + text(c) + "=" + text(sum - c);
    return { instruction, output, text(sum - c), sum >= 10 };
}

GradedProblem multiplication(RandomStream& random)
{
    const std::int64_t a = random.between(2, 9);
    const std::int64_t b = random.between(2, 9);
    std::string instruction;
    switch (random.below(3)) {
    case 0:
        instruction = "What is " + text(a) + " * " + text(b) + "?";
        break;
    case 1:
        instruction = "Multiply " + text(a) + " by " + text(b) + ".";
        break;
    default: {
        const std::string person = oneOf(people, random);
        instruction
            = person + " has " + text(a) + " bags with " + text(b) + " " + oneOf(things, random) + " each. How many in all?";
    }
    }
    return answered(instruction, text(a * b), a > 5 || b > 5);
}

GradedProblem copying(RandomStream& random)
{
    const std::int64_t digits = random.between(2, 3);
    const std::string number = text(numberOf(digits, random));
    const std::string instruction = random.below(2) == 0 ? "Repeat " + number + "." : "Copy the number " + number + ".";
    return answered(instruction, number, digits == 3);
}

GradedProblem parity(RandomStream& random)
{
    const std::int64_t digits = random.between(2, 3);
    const std::int64_t number = numberOf(digits, random);
    const std::string instruction
        = random.below(2) == 0 ? "Is " + text(number) + " even or odd?" : text(number) + ": even or odd?";
    return answered(instruction, number % 2 == 0 ? "even" : "odd", digits == 3);
}

GradedProblem subtraction(RandomStream& random)
{
    const std::int64_t a = random.between(5, 12);
    const std::int64_t b = random.between(1, a > 9 ? 9 : a - 1);
    std::string instruction;
    switch (random.below(3)) {
    case 0:
        instruction = "What is " + text(a) + " - " + text(b) + "?";
        break;
    case 1:
        instruction = "Subtract " + text(b) + " from " + text(a) + ".";
        break;
    default: {
        const std::string person = oneOf(people, random);
        instruction = person + " has " + text(a) + " " + oneOf(things, random) + " and loses " + text(b) + ". How many now?";
    }
    }
    return answered(instruction, text(a - b), a >= 10 && b > a - 10);
}

GradedProblem doubling(RandomStream& random)
{
    const std::int64_t a = random.between(10, 99);
    std::string instruction;
    switch (random.below(3)) {
    case 0:
        instruction = "Double " + text(a) + ".";
        break;
    case 1:
        instruction = "What is twice " + text(a) + "?";
        break;
    default: {
        const std::string person = oneOf(people, random);
        instruction = person + " has " + text(a) + " " + oneOf(things, random) + " and gets as many again. How many now?";
    }
    }
    return answered(instruction, text(2 * a), a % 10 >= 5);
}

struct Skill {
    std::string_view name;
    GradedProblem (*draw)(RandomStream&);
};

constexpr Skill skills[] = {
    { "last", lastDigit },
    { "add1", addition },
    { "cmp", comparison },
    { "two2", twoSteps },
    { "mul", multiplication },
    { "copy3", copying },
    { "par", parity },
    { "subn", subtraction },
    { "dbl", doubling },
};

} // namespace

GradedProblem drawGradedProblem(std::string_view skill, RandomStream& random)
{
    for (const Skill& known : skills)
        if (known.name == skill)
            return known.draw(random);
    throw Error(ErrorKind::Internal, "the sample has no skill named " + std::string(skill));
}

} // namespace core::data
