# SPDX-License-Identifier: Apache-2.0
# Writes a C++ file that holds the bytes of IN as youju::embedded::ID, by the assembler's .incbin (no compile cost).
file(WRITE ${OUT} "#include <string_view>
__asm__(\".section .rodata\\n.global youju_embed_${ID}\\n.global youju_embed_${ID}_end\\nyouju_embed_${ID}:\\n.incbin \\\"${IN}\\\"\\nyouju_embed_${ID}_end:\\n.byte 0\\n.previous\\n\");
extern \"C\" { extern const char youju_embed_${ID}[]; extern const char youju_embed_${ID}_end[]; }
namespace youju::embedded { extern const std::string_view ${ID}; const std::string_view ${ID}(youju_embed_${ID}, static_cast<std::size_t>(youju_embed_${ID}_end - youju_embed_${ID})); }
")
