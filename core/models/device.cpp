// SPDX-License-Identifier: Apache-2.0
#include "core/models/device.h"

#include "core/base/error.h"

#include <ATen/Context.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/headeronly/version.h>

#include <algorithm>
#include <chrono>

namespace core::models {

c10::Device deviceOf(const std::string& name)
{
    const bool indexed = name.rfind("cuda:", 0) == 0 && name.size() > 5 && name.size() < 8
        && std::all_of(name.begin() + 5, name.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (name == "cpu")
        return c10::kCPU;
    if (name != "cuda" && !indexed)
        throw Error(ErrorKind::BadInput, "device \"" + name + "\" is not known", "Use cpu, cuda or cuda:0.");
    if (!at::globalContext().hasCUDA())
        throw Error(ErrorKind::Unsupported, "there is no CUDA device, or this LibTorch was built without CUDA", "Use cpu.");
    return c10::Device(name);
}

void setUpTorch(std::int64_t threads)
{
    at::set_num_threads(static_cast<int>(std::clamp<std::int64_t>(threads, 1, 1024)));
    at::globalContext().setDeterministicAlgorithms(true, false);
    at::globalContext().setDeterministicFillUninitializedMemory(false);
}

TorchFacts torchFacts()
{
    return { TORCH_VERSION, at::get_cpu_capability(), at::get_num_threads() };
}

double measureMatmulRate(at::ScalarType type, double seconds)
{
    constexpr std::int64_t rows = 2048;
    constexpr std::int64_t inner = 512;
    const at::Tensor a = at::ones({ rows, inner }, type);
    const at::Tensor b = at::ones({ inner, rows }, type);
    at::Tensor c = at::mm(a, b);
    const auto begin = std::chrono::steady_clock::now();
    double best = 1e30;
    double spent = 0;
    for (double before = 0; spent < seconds; before = spent) {
        at::mm_out(c, a, b);
        spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        best = std::min(best, spent - before);
    }
    return 2.0 * rows * inner * rows / best * 1e-9;
}

} // namespace core::models
