declare module "tesseract.js-core/tesseract-core-simd-lstm.js" {
  /** The part of Tesseract's C++ interface (5.x, `TessBaseAPI`) that is used here. */
  export interface TessBaseAPI {
    /** 0 where it could load the languages. */
    Init(folder: string | null, languages: string, engine: number): number;
    SetVariable(name: string, value: string): boolean;
    /** Reads "/input". 1 where it cannot. */
    SetImageFile(exifOrientation: number, radians: number): number;
    SetSourceResolution(dotsPerInch: number): void;
    Recognize(monitor: null): number;
    /** Writes "/image.png": the picture in its colours. */
    WriteImage(colours: 0): void;
    GetTSVText(page: number): string;
    Clear(): void;
  }

  export interface TesseractCore {
    readonly TessBaseAPI: new () => TessBaseAPI;
    readonly FS: {
      writeFile(path: string, content: Uint8Array): void;
      readFile(path: string): Uint8Array;
      unlink(path: string): void;
    };
  }

  export default function load(options: {
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<TesseractCore>;
}
